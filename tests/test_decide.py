from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.mailbox.decide import Copy, Verdict, decide


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.mailbox.decide import Plan

WANTED, OLD = "wanted", "old"


def copy(
    uid: int = 1,
    generation: int = 1,
    digest: str = WANTED,
    *,
    deleted: bool = False,
    edited: bool = False,
) -> Copy:
    return Copy(uid, generation, digest, deleted, not edited)


def plan(
    *copies: Copy, placed: int = 0, resaved: bool = False, replace: bool = False
) -> Plan:
    return decide(WANTED, copies, placed=placed, is_resaved=resaved, replace=replace)


def test_a_draft_that_never_lay_there_is_added() -> None:
    assert plan() == (Verdict.ADD, 1, 0, (), ())


def test_a_copy_with_the_wanted_words_is_current_and_stays() -> None:
    assert plan(copy(7, 3), placed=1) == (Verdict.CURRENT, 3, 7, (), ())


def test_a_copy_with_the_wanted_words_is_current_also_when_the_journal_is_lost() -> (
    None
):
    assert plan(copy(7)).verdict is Verdict.CURRENT


def test_new_words_are_added_as_the_next_generation_and_the_old_one_retired() -> None:
    made = plan(copy(7, 3, OLD), placed=3)
    assert made == (Verdict.ADD, 4, 0, (7,), ())


def test_several_versions_of_ours_are_merged_into_the_newest() -> None:
    made = plan(copy(7, 1, OLD), copy(8, 2, OLD), copy(9, 3))
    assert made == (Verdict.CURRENT, 3, 9, (7, 8), ())


def test_the_newest_never_gives_way_to_an_older_one_with_the_wanted_words() -> None:
    made = plan(copy(7, 1), copy(8, 2, OLD))
    assert made == (Verdict.ADD, 3, 0, (7, 8), ())


def test_of_two_copies_with_the_wanted_words_the_newest_stays() -> None:
    made = plan(copy(8, 2), copy(9, 2), copy(7, 1))
    assert made == (Verdict.CURRENT, 2, 9, (7, 8), ())


def test_an_edited_copy_stays_and_nothing_is_added_beside_it() -> None:
    assert plan(copy(7, edited=True), placed=1) == (Verdict.EDITED, 0, 0, (), ())


def test_an_edited_copy_with_the_wanted_digest_in_its_id_is_still_edited() -> None:
    assert plan(copy(7, digest=WANTED, edited=True)).verdict is Verdict.EDITED


def test_beside_an_edited_copy_not_even_our_own_old_ones_are_retired() -> None:
    assert plan(copy(7, 1, OLD), copy(8, 2, OLD, edited=True)).retire == ()


def test_what_was_placed_and_is_no_longer_there_is_not_made_again() -> None:
    assert plan(placed=1).verdict is Verdict.GONE


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("placed", [0, 1])
def test_what_its_owner_marked_deleted_is_gone_also_when_the_journal_is_lost(
    *, edited: bool, placed: int
) -> None:
    made = plan(copy(7, deleted=True, edited=edited), placed=placed)
    assert made == (Verdict.GONE, 0, 0, (), ())


@pytest.mark.parametrize("placed", [0, 1])
def test_what_a_mail_program_saved_anew_is_left_alone(placed: int) -> None:
    assert plan(placed=placed, resaved=True).verdict is Verdict.RESAVED


def test_a_copy_of_ours_counts_more_than_another_mail_with_its_subject() -> None:
    assert plan(copy(7, 1, OLD), resaved=True).verdict is Verdict.ADD


def test_replace_adds_beside_what_a_mail_program_saved_and_leaves_that() -> None:
    made = plan(placed=1, resaved=True, replace=True)
    assert made == (Verdict.ADD, 2, 0, (), ())


def test_replace_makes_again_what_was_deleted_under_an_id_never_used() -> None:
    assert plan(placed=3, replace=True) == (Verdict.ADD, 4, 0, (), ())


def test_new_words_skip_the_generations_that_lie_elsewhere_by_now() -> None:
    """An old version, moved back from the trash: the newer one may have been sent."""
    made = plan(copy(7, 1, OLD), placed=3)
    assert made == (Verdict.ADD, 4, 0, (7,), ())


def test_replace_retires_what_was_edited_and_says_what_is_lost() -> None:
    made = plan(copy(7, 2, edited=True), copy(8, 1, OLD), replace=True)
    assert made == (Verdict.ADD, 3, 0, (8, 7), (7,))


def test_replace_with_a_current_copy_beside_an_edited_one_keeps_the_current() -> None:
    made = plan(copy(7, 1, edited=True), copy(8, 2), replace=True)
    assert made == (Verdict.CURRENT, 2, 8, (7,), (7,))


def test_replace_with_an_edited_copy_newer_than_ours_makes_one_that_is_newer() -> None:
    made = plan(copy(7, 2, edited=True), copy(8, 1), replace=True)
    assert made == (Verdict.ADD, 3, 0, (8, 7), (7,))


def test_our_version_left_marked_deleted_by_a_run_that_ended_is_retired_now() -> None:
    made = plan(copy(7, 1, OLD, deleted=True), copy(8, 2))
    assert made == (Verdict.CURRENT, 2, 8, (7,), ())


@pytest.mark.parametrize("replace", [False, True])
def test_what_its_owner_edited_and_marked_deleted_is_never_touched(
    *, replace: bool
) -> None:
    made = plan(copy(7, 1, deleted=True, edited=True), copy(8, 2), replace=replace)
    assert made == (Verdict.CURRENT, 2, 8, (), ())


COPIES = st.lists(
    st.builds(
        Copy,
        uid=st.integers(1, 40),
        generation=st.integers(1, 5),
        digest=st.sampled_from([WANTED, OLD, "older"]),
        is_deleted=st.booleans(),
        is_unedited=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: one.uid,
)
FLAGS = {
    "placed": st.integers(0, 7),
    "resaved": st.booleans(),
    "replace": st.booleans(),
}


def after(copies: Sequence[Copy], made: Plan) -> list[Copy]:
    """What the user sees in the folder once the plan is done."""
    left = [c for c in copies if c.uid not in made.retire and not c.is_deleted]
    if made.verdict is Verdict.ADD:
        left.append(copy(99, made.generation))
    return left


@given(copies=COPIES, **FLAGS)
def test_an_edited_copy_is_retired_only_when_told_and_then_named_as_lost(
    copies: list[Copy], *, placed: int, resaved: bool, replace: bool
) -> None:
    made = plan(*copies, placed=placed, resaved=resaved, replace=replace)
    edited = {c.uid for c in copies if not c.is_unedited}
    assert edited & set(made.retire) == set(made.lost)
    assert replace or not made.lost


@given(copies=COPIES, **FLAGS)
def test_nothing_is_retired_unless_the_wanted_words_are_there_instead(
    copies: list[Copy], *, placed: int, resaved: bool, replace: bool
) -> None:
    made = plan(*copies, placed=placed, resaved=resaved, replace=replace)
    left = after(copies, made)
    wanted = [c for c in left if c.is_unedited and c.digest == WANTED]
    assert bool(wanted) or not made.retire
    if made.verdict in (Verdict.ADD, Verdict.CURRENT):
        assert left == wanted
        assert len(wanted) == 1
    else:
        assert not made.retire


@given(copies=COPIES, **FLAGS)
def test_without_replace_nothing_that_vanished_is_added_again(
    copies: list[Copy], *, placed: int, resaved: bool, replace: bool
) -> None:
    made = plan(*copies, placed=placed, resaved=resaved, replace=replace)
    lies_there = any(not c.is_deleted for c in copies)
    vanished = not lies_there and bool(placed or resaved or copies)
    assert not (vanished and not replace and made.verdict is Verdict.ADD)
    if replace:
        assert made.verdict in (Verdict.ADD, Verdict.CURRENT)


@given(copies=COPIES, **FLAGS)
def test_what_is_added_is_newer_than_all_that_ever_lay_there(
    copies: list[Copy], *, placed: int, resaved: bool, replace: bool
) -> None:
    made = plan(*copies, placed=placed, resaved=resaved, replace=replace)
    if made.verdict is Verdict.ADD:
        assert all(made.generation > c.generation for c in copies)
        assert made.generation > placed
    if made.verdict is Verdict.CURRENT:
        (current,) = [c for c in copies if c.uid == made.uid]
        assert made.generation == current.generation
        assert made.uid not in made.retire


@given(copies=COPIES, data=st.data(), **FLAGS)
def test_the_order_in_which_a_server_lists_the_copies_changes_nothing(
    copies: list[Copy],
    data: st.DataObject,
    *,
    placed: int,
    resaved: bool,
    replace: bool,
) -> None:
    shuffled = data.draw(st.permutations(copies))
    one = plan(*copies, placed=placed, resaved=resaved, replace=replace)
    other = plan(*shuffled, placed=placed, resaved=resaved, replace=replace)
    assert one._replace(retire=tuple(sorted(one.retire))) == other._replace(
        retire=tuple(sorted(other.retire))
    )


@given(copies=COPIES, **FLAGS)
def test_doing_the_plan_settles_it(
    copies: list[Copy], *, placed: int, resaved: bool, replace: bool
) -> None:
    made = plan(*copies, placed=placed, resaved=resaved, replace=replace)
    left = [c for c in copies if c.uid not in made.retire]
    if made.verdict is Verdict.ADD:
        left.append(copy(99, made.generation))
    again = plan(*left, placed=1, resaved=resaved, replace=replace)
    if made.verdict in (Verdict.ADD, Verdict.CURRENT):
        assert again.verdict is Verdict.CURRENT
    else:
        assert again == made
    assert again.retire == ()
