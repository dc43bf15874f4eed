"""The places written down by hand: places/*.tsv, regions.tsv and boxes.tsv."""

import sys
import zlib


def read_places(folder):
    """Returns the places, and the names of each region under its key."""
    regions = read_regions(folder / "regions.tsv")
    places = [
        read_place(row, regions) for path in sorted((folder / "places").glob("*.tsv")) for row in rows_of(path, 8)
    ]
    return places, regions


def read_place(row, regions):
    name, region, country, latitude, longitude, zone, population, others = row
    return {
        # The number follows from the name alone, so that a key outlives other changes of the file. The upper half
        # belongs to the places of zones.
        "id": zlib.crc32(f"{country}/{region}/{name}".encode()) & 0x7FFF_FFFF,
        "name": name,
        "others": parted(others),
        "country": country,
        "region": key_of_region(country, region, regions),
        "latitude": float(latitude),
        "longitude": float(longitude),
        "zone": zone,
        "population": int(population),
    }


def read_regions(path):
    regions = {"": [""]}
    for country, name, code, others in rows_of(path, 4):
        regions[f"{country}.{code or name}"] = [name, *parted(others)]
    return regions


def key_of_region(country, name, regions):
    """ "US.ME" for Maine, whose code is known, and "PE.Cusco" for the many others."""
    if not name:
        return ""
    of_country = (key for key, names in regions.items() if key.startswith(f"{country}.") and names[0] == name)
    key = next(of_country, f"{country}.{name}")
    regions.setdefault(key, [name])
    return key


def read_boxes(path):
    """South, north, west and east of a country, or of a country's region."""
    boxes = {}
    for country, region, *sides in rows_of(path, 6):
        boxes[country, region] = tuple(map(float, sides))
    return boxes


def parted(names):
    return [name.strip() for name in names.split(";") if name.strip()]


def rows_of(path, count):
    """Cells are parted by tabs; empty ones at the end may be left out."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > count:
            sys.exit(f"{path}, line {number}: {len(cells)} cells are more than {count}.")
        yield cells + [""] * (count - len(cells))
