"""Among thousands of names the one that a slip was meant for is found by looking at few of them."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from aidtrack.values.near_names import FEW, NearNames
from aidtrack.values.nearness import near

SIGNS = "石桥牙河咀马巩城坪湾李王张沟岔梁"
VILLAGES = [f"{one}{two}村" for one, two in product(SIGNS, repeat=2)]
PROJECTS = [f"{village}{work}" for village in VILLAGES for work in ("危房改造", "易地安置", "道路硬化工程", "产业发展")]
COMPARED = 200  # at most


def of(names: list[str]) -> NearNames:
    found = NearNames()
    for name in names:
        found.add(name)
    return found


KNOWN = {len(names): (names, of(names)) for names in (VILLAGES, PROJECTS)}


def slips(name: str, at: int, sign: str) -> list[str]:
    return [
        name[:at] + name[at + 1 :],
        name[:at] + sign + name[at:],
        name[:at] + sign + name[at + 1 :],
        name[:at] + name[at:][1::-1] + name[at + 2 :],
    ]


@given(st.sampled_from([*KNOWN]), st.data())
def test_the_nearest_of_few_is_the_nearest_of_all(which: int, data: st.DataObject) -> None:
    names, known = KNOWN[which]
    meant = data.draw(st.sampled_from(names))
    at, sign = data.draw(st.integers(0, len(meant) - 1)), data.draw(st.sampled_from(SIGNS + "改号"))
    for typed in slips(meant, at, sign):
        likely = known.likely(typed)
        assert len(likely) <= COMPARED < len(names)
        nearest = near(typed, likely, of_names=True)
        assert bool(nearest) == bool(near(typed, names, of_names=True))
        assert meant in likely or nearest


def test_few_names_are_all_compared() -> None:
    names = VILLAGES[:FEW]
    assert of(names).likely("什么也不像") == names
