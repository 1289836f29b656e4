"""Every kind of cell: the spellings it accepts, and the case with which it refuses the others."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from pydantic_core import PydanticCustomError

from docgen.kinds import (
    STUDENT_ID,
    TRAJECTORY_ID,
    Date,
    Day,
    GoalChoice,
    Goals,
    Key,
    Kind,
    Many,
    Number,
    OneOf,
    Ref,
    Reference,
    Score,
    Slot,
    Slots,
    Text,
    Time,
    TrajectoryKey,
    day_number,
)

LEAP, MORNING = date(2028, 2, 29), time(8, 30)
STUDENT = Key(STUDENT_ID, "L0231")


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Text(), "  twee woorden ", "twee woorden"),
        (Text(), 12.0, "12"),
        (Text(), 1.33, "1,33"),
        (Text(), True, "ja"),
        (Text(), False, "nee"),
        (Text(), date(2026, 2, 3), "03/02/2026"),
        (Text(), datetime(2026, 2, 3, 0, 0), "03/02/2026"),
        (Text(), MORNING, "08:30"),
        (STUDENT, "L0231", "L0231"),
        (STUDENT, 123456.0, "123456"),
        (Key(), "WIS4-12", "WIS4-12"),
        (TrajectoryKey(TRAJECTORY_ID), "L0231-2a", "L0231-2a"),
        (TrajectoryKey(TRAJECTORY_ID), "123456-10", "123456-10"),
        (OneOf("zorgcoördinator", "leraar"), "  ZORGCOORDINATOR", "zorgcoördinator"),
        (OneOf("leerling zelf"), "Leerling  Zelf", "leerling zelf"),
        (Many(OneOf("ouder", "leerling")), "Leerling; ;OUDER;", ("leerling", "ouder")),
        (Many(OneOf("ouder", "leerling")), "ouder\nleerling", ("ouder", "leerling")),
        (Many(Number(0, 9)), "4; 6; 8", (4, 6, 8)),
        (Many(Number(0, 9)), 4.0, (4,)),
        (Date(), LEAP, LEAP),
        (Date(), datetime(2028, 2, 29, 8, 30), LEAP),
        (Date(), "29/02/2028", LEAP),
        (Date(), " 29-2-2028 ", LEAP),
        (Date(), "29.02.2028", LEAP),
        (Date(), "2028-02-29", LEAP),
        (Date(), "2028-02-29T00:00:00", LEAP),
        (Date(), "02/03/2026", date(2026, 3, 2)),
        (Time(), MORNING, MORNING),
        (Time(), time(8, 30, 12, 500), MORNING),
        (Time(), datetime(1899, 12, 31, 8, 30), MORNING),
        (Time(), timedelta(hours=8, minutes=30), MORNING),
        (Time(), 8.5 / 24, MORNING),
        (Time(), "08:30", MORNING),
        (Time(), "8.30", MORNING),
        (Time(), "8u30", MORNING),
        (Time(), "8 h 30", MORNING),
        (Time(), "8.30 u.", MORNING),
        (Time(), "08:30:00", MORNING),
        (Time(), "0:00", time(0, 0)),
        (Time(), "23:59", time(23, 59)),
        (Number(1, 10), 6.0, 6),
        (Number(1, 10), " 6 ", 6),
        (Number(0, 9), 0, 0),
        (Number(0, 9), 9, 9),
        (Number(0, 2, whole=False), "1,33", 1.33),
        (Number(0, 2, whole=False), "1.33", 1.33),
        (Score(), 68.0, "68"),
        (Score(), 68.5, "68,5"),
        (Score(), "geslaagd", "geslaagd"),
        (Score(), "13/20", "13/20"),
        (Score(), 1.0, "1"),
        (Day(), "di", 2),
        (Day(), "Dinsdag", 2),
        (Day(), 2.0, 2),
        (Day(), "ZA", 6),
        (Slots(), "di3", (Slot(2, 3),)),
        (Slots(), "di3-4", (Slot(2, 3), Slot(2, 4))),
        (Slots(), "Dinsdag 3 - 4", (Slot(2, 3), Slot(2, 4))),
        (Slots(), "di3a; vr2", (Slot(2, 3, "A"), Slot(5, 2))),
        (Slots(), "di3-4B", (Slot(2, 3, "B"), Slot(2, 4, "B"))),
        (Slots(), "ma1-2; ma2\nza12", (Slot(1, 1), Slot(1, 2), Slot(6, 12))),
        (Goals(), "WIS4-12; WIS4-14", (GoalChoice("WIS4-12"), GoalChoice("WIS4-14"))),
        (Goals(), "WIS4-13 > WIS4-16\n", (GoalChoice("WIS4-13", "WIS4-16"),)),
        (Goals(), "WIS4-12 Vergelijkingen >WIS4-16 Functies", (GoalChoice("WIS4-12", "WIS4-16"),)),
    ],
)
def test_a_cell_is_understood_in_every_spelling(kind: Kind, raw: object, value: object) -> None:
    assert kind.parse(raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "case", "facts"),
    [
        (STUDENT, "L0231-1", "id", {"form": "L0231"}),
        (STUDENT, "1234", "id", {"form": "L0231"}),
        (STUDENT, "Noor", "id", {"form": "L0231"}),
        (Key(), "twee woorden", "key", {"form": ""}),
        (TrajectoryKey(TRAJECTORY_ID, "L0231-1"), "L0231", "id", {"form": "L0231-1"}),
        (TrajectoryKey(TRAJECTORY_ID, "L0231-1"), "L0231-a", "id", {"form": "L0231-1"}),
        (OneOf("ja", "nee"), "misschien", "list", {"allowed": ("ja", "nee")}),
        (OneOf("ja", "nee"), "ja; nee", "list", {"allowed": ("ja", "nee")}),
        (Many(OneOf("ja", "nee")), "ja; misschien", "list", {"allowed": ("ja", "nee")}),
        (Date(), "29/02/2026", "date", None),
        (Date(), "31/04/2026", "date", None),
        (Date(), "02/13/2026", "date", None),
        (Date(), "14/03/26", "date", None),
        (Date(), "maandag 14/03/2026", "worded", None),
        (Score(), 0.61, "percent", None),
        (Score(), "0,61", "percent", None),
        (Score(), 120.0, "range", {"least": 0, "most": 100}),
        (Date(), "", "date", None),
        (Date(), 46081.0, "date", None),
        (Date(), True, "date", None),
        (Date(), MORNING, "date", None),
        (Time(), "24:00", "time", None),
        (Time(), "8:60", "time", None),
        (Time(), "8u", "time", None),
        (Time(), "half negen", "time", None),
        (Time(), 830.0, "time", None),
        (Number(1, 10), "zes", "number", None),
        (Number(1, 10), 6.5, "number", None),
        (Number(1, 10), "6,5", "number", None),
        (Number(1, 10), True, "number", None),
        (Number(1, 10), date(2026, 1, 6), "number", None),
        (Number(1, 10), "nan", "number", None),
        (Number(1, 10), float("inf"), "number", None),
        (Number(1, 10), 0, "range", {"least": 1, "most": 10}),
        (Number(1, 10), "11", "range", {"least": 1, "most": 10}),
        (Day(), "zo", "list", {"allowed": ("ma", "di", "wo", "do", "vr", "za")}),
        (Day(), 7.0, "list", {"allowed": ("ma", "di", "wo", "do", "vr", "za")}),
        (Slots(), "di", "slot", None),
        (Slots(), "zo3", "slot", None),
        (Slots(), "di0", "slot", None),
        (Slots(), "di13", "slot", None),
        (Slots(), "di4-3", "slot", None),
        (Slots(), "di3C", "slot", None),
        (Slots(), "di3, do5", "separator", None),
        (Slots(), "di3; xx", "slot", None),
        (Slots(), " ; ", "slot", None),
        (Goals(), ";", "empty", None),
        (Goals(), "> WIS4-16", "empty", None),
        (Ref("Trajecten", pattern=TRAJECTORY_ID), "L0231", "id", None),
        (Ref("Leerlingen", pattern=STUDENT_ID), "Noor Voorbeeld", "id", None),
    ],
)
def test_a_cell_is_refused_with_its_case_and_without_its_value(
    kind: Kind, raw: object, case: str, facts: dict[str, object] | None
) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        kind.parse(raw)
    assert (refused.value.type, refused.value.message(), refused.value.context or None) == (case, case, facts)


@pytest.mark.parametrize(
    ("kind", "raw", "key", "label"),
    [
        (Ref("Personeel"), "MVB", "MVB", ""),
        (Ref("Personeel"), " MVB Marie Van Boven ", "MVB", "Marie Van Boven"),
        (Ref("Personeel"), 12345.0, "12345", ""),
        (Ref("vak", words=("alle",)), "ALLE", "alle", ""),
        (Ref("vak", words=("alle",)), "WIS Wiskunde", "WIS", "Wiskunde"),
        (Ref("Opvang", free=True), "bij de mentor", "bij de mentor", ""),
        (Ref("Trajecten", pattern=TRAJECTORY_ID), "L0231-1 Noor", "L0231-1", "Noor"),
    ],
)
def test_the_first_word_of_a_reference_counts_and_the_rest_is_a_label(
    kind: Ref, raw: object, key: str, label: str
) -> None:
    found = kind.parse(raw)
    assert (found, found.label) == (key, label)


@pytest.mark.parametrize(
    ("kind", "value", "references"),
    [
        (Ref("Personeel"), Reference("MVB"), ("MVB",)),
        (Ref("Personeel"), None, ()),
        (Ref("vak", words=("alle",)), Reference("alle"), ()),
        (Many(Ref("vak", words=("alle",))), (Reference("WIS"), Reference("alle")), ("WIS",)),
        (Many(Ref("vak")), (), ()),
        (Goals(), (GoalChoice("WIS4-13", "WIS4-16"), GoalChoice("GES4-09")), ("WIS4-13", "WIS4-16", "GES4-09")),
        (TrajectoryKey(TRAJECTORY_ID), "L0231-2a", ("L0231",)),
        (Text(), "MVB", ()),
    ],
)
def test_the_keys_inside_a_value_are_known(kind: Kind, value: object, references: tuple[str, ...]) -> None:
    assert kind.references(value) == references


def test_a_reference_that_may_be_free_points_at_no_sheet() -> None:
    assert (Ref("Opvang", free=True).targets, Ref("Opvang").targets) == ((), ("Opvang",))


def test_a_list_takes_over_what_its_kind_allows_and_points_at() -> None:
    listed = Many(OneOf("ja", "nee"))
    assert (listed.allowed, listed.hint) == (("ja", "nee"), "kies uit lijst; meer dan één met ;")
    assert Many(Ref("vak")).targets == ("vak",)


@pytest.mark.parametrize(("slot", "text"), [(Slot(2, 3), "di3"), (Slot(6, 12), "za12"), (Slot(4, 5, "A"), "do5A")])
def test_a_slot_is_written_as_it_is_typed_and_read_back_as_it_was(slot: Slot, text: str) -> None:
    assert str(slot) == text
    assert Slots().parse(text) == (slot,)


@pytest.mark.parametrize(
    ("text", "day"), [("ma", 1), (" Woensdag ", 3), ("5", 5), ("6", 6), ("7", None), ("zo", None), ("", None)]
)
def test_a_day_is_a_name_a_short_name_or_a_number(text: str, day: int | None) -> None:
    assert day_number(text) == day
