"""One module per file format; each turns bytes into lines. Libraries are imported when a file needs them."""
