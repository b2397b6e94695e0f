"""The words of shopping, in both languages: first screen, goods and cart, the call screen.

Part of wording.py, which tells how keys are named.
"""

from __future__ import annotations

from kiosk.domain.language import Label

SHOPPING: dict[str, Label] = {
    # --- the first screen -----------------------------------------------------------------
    "attract.hello": Label("您好，\n今天想来点什么？", "Hello.\nWhat would you like?"),
    "attract.tagline": Label("选好，看一眼，就能带走。", "Pick it, look here, take it away."),
    "attract.tagline.no_face": Label(
        "选好，输入手机号，就能带走。", "Pick it, enter your number, take it away."
    ),
    "attract.shop": Label("开始购物", "Start shopping"),
    "attract.step.pick": Label("选商品", "Pick"),
    "attract.step.face": Label("看一眼", "Look"),
    "attract.step.phone": Label("输手机号", "Number"),
    "attract.step.collect": Label("取餐", "Collect"),
    "attract.no_face": Label(
        "刷脸暂时用不了，手机号加密码照常支付。",
        "Face pay is taking a break. Phone number and PIN work as always.",
    ),
    "recovered.title": Label("停电前的订单已完成", "Your order went through"),
    "recovered.body": Label(
        "没有重复扣款，请凭号取餐。",
        "You were charged only once. Collect it by this number.",
    ),
    "recovered.paid": Label("已支付 {amount} · {payer}", "Paid {amount} · {payer}"),
    # --- shopping -------------------------------------------------------------------------
    "browse.all": Label("全部", "All"),
    "browse.add_name": Label("加入 {name}", "Add {name}"),
    "browse.less_name": Label("减少一件 {name}", "One {name} less"),
    "browse.more_name": Label("再来一件 {name}", "One more {name}"),
    "browse.sold_out": Label("已售罄", "Sold out"),
    "browse.cart": Label("购物车", "Your cart"),
    "browse.clear": Label("清空", "Clear"),
    "browse.checkout": Label("去结算", "Check out"),
    "browse.empty": Label("购物车还是空的", "Your cart is empty"),
    "browse.empty_hint": Label("点商品，或扫商品条码", "Tap a product, or scan its barcode"),
    "browse.nothing": Label("这一类暂时没有商品", "Nothing here at the moment"),
    "notice.unknown_barcode": Label(
        "没有找到这个条码的商品，请在屏幕上选择。",
        "We don't know this barcode. Please pick the product on the screen.",
    ),
    "notice.nothing_to_pay": Label(
        "这是付款码。请先选好商品，再来支付。",
        "That is a pay code. Pick something first, then show it again.",
    ),
    "notice.sold_out": Label(
        "这件商品刚刚售罄，换一件试试吧。", "That one has just sold out. Try another?"
    ),
    "notice.cart_full": Label(
        "这已是一次能买的最多数量，请先结算。",
        "That is the most for one purchase. Please check out first.",
    ),
    # --- the call screen: both languages stand on it at once -------------------------------
    "display.making": Label("制作中", "Making"),
    "display.ready": Label("请取餐", "Ready"),
    "display.collect": Label("请到柜台取餐", "Please collect at the counter"),
}
