"""The compiler: a program to one SQL query, on DuckDB, PostgreSQL or Spark."""

from lvheng.formula.sql.engines import ENGINES, Engine
from lvheng.formula.sql.query import Column, Query, Relations, compile_query

__all__ = ["ENGINES", "Column", "Engine", "Query", "Relations", "compile_query"]
