"""Templates on their way into a gallery: all that fit, none that does not, in whatever portions."""

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from models.gallery import Entry, Gallery, fitting
from models.loading import AT_ONCE, Loading, batches
from models.results import Template
from tests.models.builders import SPACE, a_template, unit

SOUND = [("ann", a_template(1, 0)), ("ann", a_template(0, 1)), ("bob", a_template(-1, 0))]
ODD = [("cid", Template("another-pack", a_template(1, 0).vector)), ("dan", Template(SPACE, b"?"))]


@given(st.lists(st.lists(st.sampled_from([*SOUND, *ODD]), max_size=4), max_size=5))
def test_portions_make_the_gallery_that_all_at_once_would(portions: list[list[Entry]]) -> None:
    loading = Loading(SPACE, 2)
    taken = sum(loading.take(portion) for portion in portions)
    fits = fitting(list(chain(*portions)), SPACE, 2)
    gallery, whole = loading.gallery(), Gallery.build(SPACE, 2, fits)
    assert taken == len(fits)
    assert (gallery.owners, gallery.rows) == (whole.owners, whole.rows)
    assert gallery.best_match(unit(1, 0.1)) == whole.best_match(unit(1, 0.1))


def test_entries_are_read_a_batch_at_a_time_and_no_further() -> None:
    read = 0

    def endless() -> chain[Entry]:
        def one() -> Entry:
            nonlocal read
            read += 1
            return SOUND[0]

        return chain.from_iterable(iter(lambda: [one()], None))

    assert len(next(batches(endless()))) == AT_ONCE
    assert read == AT_ONCE


def test_no_entries_make_an_empty_gallery() -> None:
    assert len(Loading(SPACE, 2).gallery()) == 0
