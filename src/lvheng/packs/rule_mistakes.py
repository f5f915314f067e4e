"""What the things of a rule are called when one of them cannot be found."""

from __future__ import annotations

from lvheng.errors import Text

DAY = Text("日期", "day")
TRUTH = Text("判断", "truth value")
INPUT = Text("输入", "input")
RESULT = Text("结果", "result")
