"""The towns of GeoNames, from the files it publishes."""

import sys

from names import LANGUAGES, is_latin

GONE_OR_DOUBLED = {"PPLCH", "PPLH", "PPLQ", "PPLW"}
GUESS_NAMES_FROM_POPULATION = 300_000


def read_geonames(folder, least_population):
    regions = {}
    for line in lines_of(folder / "admin1CodesASCII.txt"):
        code, name = line.split("\t")[:2]
        regions[code] = [name]
    cities = [folder / f"cities{number}.txt" for number in (500, 1000, 5000, 15000)]
    cities = next((path for path in cities if path.exists()), None)
    if cities is None:
        sys.exit(f"{folder} has no cities5000.txt")
    places = []
    for line in lines_of(cities):
        cells = line.split("\t")
        if len(cells) < 19:
            sys.exit(f"{cities} is not as GeoNames publishes it: a line has {len(cells)} cells instead of 19.")
        population = int(cells[14] or 0)
        if population < least_population or cells[7] in GONE_OR_DOUBLED or not cells[17]:
            continue
        region = f"{cells[8]}.{cells[10]}"
        places.append(
            {
                "id": int(cells[0]),
                "name": cells[1],
                "others": guessed_names(cells, population),
                "country": cells[8],
                "region": region if region in regions else "",
                "latitude": float(cells[4]),
                "longitude": float(cells[5]),
                "zone": cells[17],
                "population": population,
            }
        )
    names_by_language = folder / "alternateNamesV2.txt"
    if names_by_language.exists():
        read_names_by_language(names_by_language, places)
    return places, regions


def guessed_names(cells, population):
    """Other names of a large city. Their language is not told here, so all that Latin letters can write are kept."""
    if population < GUESS_NAMES_FROM_POPULATION:
        return []
    return [name for name in cells[3].split(",") if len(name) > 3 and is_latin(name) and not name.isupper()]


def read_names_by_language(path, places):
    by_id = {place["id"]: place for place in places}
    for place in places:
        place["others"] = []
    for line in lines_of(path):
        cells = (line.split("\t") + [""] * 8)[:8]
        place = by_id.get(int(cells[1]))
        colloquial_or_historic = cells[6] == "1" or cells[7] == "1"
        if place and cells[2] in LANGUAGES and not colloquial_or_historic:
            place["others"].append(cells[3])


def lines_of(path):
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\r\n")
