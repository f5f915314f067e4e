// Pointing at the map fills in county, longitude and latitude; typing them moves the pin. Nothing leaves the page.
const map = document.querySelector(".pointing");
if (map) {
  const svg = map.querySelector("svg");
  const pin = map.querySelector(".pointing__pin");
  const field = (name) => document.querySelector(`[name="${name}"]`);
  const [longitude, latitude, area] = ["longitude", "latitude", "area"].map(field);
  const [west, north, scaleX, scaleY] = ["west", "north", "scaleX", "scaleY"].map((name) => Number(map.dataset[name]));

  const show = () => {
    const isPlaced = longitude.value !== "" && latitude.value !== "";
    pin.toggleAttribute("hidden", !isPlaced);
    if (isPlaced) {
      const x = (Number(longitude.value) - west) * scaleX;
      const y = (north - Number(latitude.value)) * scaleY;
      pin.setAttribute("transform", `translate(${x} ${y})`);
    }
    for (const part of map.querySelectorAll(".map__area")) {
      part.classList.toggle("is-chosen", part.dataset.code === area.value);
    }
  };

  svg.addEventListener("click", (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    longitude.value = (west + point.x / scaleX).toFixed(5);
    latitude.value = (north - point.y / scaleY).toFixed(5);
    const part = event.target.closest(".map__area");
    if (part) area.value = part.dataset.code;
    show();
  });
  for (const input of [longitude, latitude, area]) input.addEventListener("input", show);
  map.classList.add("is-ready");
  map.querySelector(".pointing__hint").hidden = false;
  show();
}
