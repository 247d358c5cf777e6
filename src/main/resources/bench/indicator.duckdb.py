"""The city's figures by DuckDB over an export: python3 indicator.duckdb.py EXPORT.csv DATABASE PLACE...; prints JSON."""
import json
import sys
import time

import duckdb

export, database, places = sys.argv[1], sys.argv[2], sys.argv[3:]
begun = time.monotonic()
duck = duckdb.connect(database)
duck.execute(
    """create or replace table raw as select * from read_csv(?, header = false, columns =
       {'feed': 'VARCHAR', 'code': 'VARCHAR', 'institution_id': 'BIGINT', 'n': 'BIGINT'})""",
    [export],
)
loaded = time.monotonic() - begun


def figures(place):
    if place.startswith("@"):
        where, value = "institution_id = ?", int(place[1:])
    else:
        where, value = "starts_with(code, ?)", place
    return duck.execute(f"select feed, sum(n)::bigint from raw where {where} group by feed", [value]).fetchall()


figures(places[0])
millis, answers = [], {}
for place in places:
    begun = time.monotonic()
    answers[place] = dict(figures(place))
    millis.append((time.monotonic() - begun) * 1000)
print(json.dumps({"version": duckdb.__version__, "loaded": loaded, "millis": millis, "answers": answers}))
