"""Reviewing and restocking cabinets: what staff see."""

from __future__ import annotations

from kiosk.domain.cabinet_session import NOT_DECIDED, ReviewCase, ReviewRow, SessionState
from kiosk.flows.cabinet_records import StockRow
from kiosk.flows.cabinet_screens import (
    StaffCabinets,
    StaffReview,
    StaffReviews,
    StaffStock,
)
from kiosk.flows.staff_review import candidate_counts
from kiosk.ui.view_models.cabinet import door_row
from kiosk.ui.view_models.paying import short_id
from kiosk.ui.wording import Words, price

MOST_SHOWN = 4
"""Explanations as buttons; whoever needs the fifth sets the counts."""


def staff_reviews(screen: StaffReviews, words: Words) -> dict[str, object]:
    return {
        "title": words("review.title"),
        "none": words("review.none"),
        "rows": [_review_row(row, words) for row in screen.rows],
    }


def _review_row(row: ReviewRow, words: Words) -> dict[str, object]:
    return {
        "id": row.session_id,
        "time": f"{row.began_at[5:10]} {row.began_at[11:16]}",
        "short": f"{row.cabinet} · {short_id(row.session_id)}",
        "reason": _reason(row, words),
        "amount": words("review.charged", amount=price(row.charged)) if row.dispute else "",
    }


def _reason(row: ReviewRow, words: Words) -> str:
    kind = {"": row.reason, NOT_DECIDED: NOT_DECIDED}.get(row.dispute, "disputed")
    return words(f"review.reason.{kind}")


def staff_review(screen: StaffReview, words: Words) -> dict[str, object]:
    case, counts = screen.case, dict(screen.counts)
    is_new = case.row.state is SessionState.REVIEW
    held = words("review.held", amount=price(case.hold))
    charged = words("review.charged", amount=price(case.row.charged))
    return {
        "title": _reason(case.row, words),
        "about": _about(case, held if is_new else charged, words),
        "broken": "" if case.is_whole else words("review.broken"),
        "chart_title": words("review.chart"),
        "curves": curves(case),
        "candidates": _candidates(screen, words),
        "nothing": words("review.nothing" if case.hold_id else "review.nothing_gone"),
        "is_nothing": screen.chosen == -1,
        "edit": words("review.edit"),
        "goods": [
            {
                "sku": good.sku,
                "name": words.of(good.name),
                "price": price(good.price),
                "units": counts.get(good.sku, 0),
                "less_name": words("review.less", name=words.of(good.name)),
                "more_name": words("review.more", name=words.of(good.name)),
            }
            for good in screen.goods
        ],
        "next": _next(screen, words, is_new=is_new),
        "is_asking": screen.is_asking,
        "is_ready": screen.chosen is not None or bool(screen.counts),
    }


def _about(case: ReviewCase, money: str, words: Words) -> str:
    return money if case.hold_id else words("review.loss")


def _next(screen: StaffReview, words: Words, *, is_new: bool) -> str:
    sure = ".sure" if screen.is_asking else ""
    if not screen.case.hold_id:
        return words(f"review.accept{sure}")
    if not screen.counts:
        return words(f"review.free{sure}")
    kind = "charge" if is_new else "keep"
    return words(f"review.{kind}{sure}", amount=price(screen.amount))


def _candidates(screen: StaffReview, words: Words) -> list[dict[str, object]]:
    evidence = screen.case.evidence
    names = {good.sku: words.of(good.name) for good in screen.goods}
    rows: list[dict[str, object]] = []
    for place, one in enumerate(evidence.candidates[:MOST_SHOWN] if evidence else ()):
        taken = candidate_counts(screen.case, place)
        goods = ", ".join(
            words("review.good", name=names.get(sku, sku), units=units) for sku, units in taken
        )
        told = goods or words("review.goods_none")
        share = f"{one.likelihood * 100:.0f}"
        rows.append({
            "place": place,
            "text": words("review.candidate", goods=told, share=share),
            "is_chosen": screen.chosen == place,
        })  # fmt: skip
    return rows


def curves(case: ReviewCase) -> list[dict[str, object]]:
    """One line a shelf: points as [x, y] from 0 to 1, each shelf on a scale of its own."""
    times = [point.at_ms for point in case.points] or [0]
    first, span = min(times), max(1, max(times) - min(times))
    found = []
    for shelf in sorted({point.shelf for point in case.points}):
        mine = [point for point in case.points if point.shelf == shelf]
        low, high = min(p.mg for p in mine), max(p.mg for p in mine)
        height = max(1, high - low)
        found.append({
            "shelf": shelf,
            "change": f"{(mine[-1].mg - mine[0].mg) / 1000:+.0f} g",
            "is_flat": high == low,
            "points": [
                [(p.at_ms - first) / span, (p.mg - low) / height if high > low else 0.5]
                for p in mine
            ],
        })  # fmt: skip
    return found


def staff_cabinets(screen: StaffCabinets, words: Words) -> dict[str, object]:
    return {
        "title": words("restock.title"),
        "choose": words("restock.choose"),
        "trouble": words("restock.trouble") if screen.trouble else "",
        "doors": [door_row(offer, words) for offer in screen.doors],
    }


def staff_stock(screen: StaffStock, words: Words) -> dict[str, object]:
    return {
        "title": words("stock.title"),
        "rows": [_stock_row(row, words) for row in screen.rows],
        "save": words("stock.save"),
    }


def _stock_row(row: StockRow, words: Words) -> dict[str, object]:
    said = {None: "stock.by_eye", True: "stock.agrees", False: "stock.differs"}
    name = words.of(row.name)
    return {
        "shelf": row.shelf,
        "sku": row.sku,
        "name": name,
        "was": words("stock.was", units=row.before, shelf=row.shelf),
        "units": row.units,
        "check": words(said[row.agrees]),
        "tone": {None: "calm", True: "good", False: "warning"}[row.agrees],
        "less_name": words("review.less", name=name),
        "more_name": words("review.more", name=name),
    }
