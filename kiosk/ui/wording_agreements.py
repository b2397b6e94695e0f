"""The words about agreements with payment services: made in the app, kept, ended.

Part of wording.py, which tells how keys are named. "No password" is what people call it (免密).
"""

from __future__ import annotations

from kiosk.domain.language import Label

AGREEMENTS: dict[str, Label] = {
    "welcome.agree": Label("开通支付宝免密支付", "Pay by Alipay without a password"),
    "agreement.fact": Label("{app}免密支付", "{app} without a password"),
    "agreement.standing.agreed": Label("已开通", "On"),
    "agreement.standing.none": Label("未开通", "Off"),
    "agreement.standing.unknown": Label("暂时查不到", "Not known right now"),
    "agreement.sign": Label("开通{app}免密", "Turn on: {app}, no password"),
    "agreement.end": Label("关闭{app}免密", "Turn off: {app}, no password"),
    "agreement.title": Label("开通{app}免密支付", "{app} without a password"),
    "agreement.how": Label(
        "打开{app}扫一扫，在手机上看过协议再同意",
        "Scan with {app}, read the agreement on your phone, and say yes there",
    ),
    "agreement.asking": Label("正在取二维码…", "Fetching your code …"),
    "agreement.terms": Label(
        "同意后，您在这里确认金额就付款，手机不用再输密码。随时可在“我的资料”或{app}里关闭。"
        "请用您本人的{app}扫：谁扫，就从谁的账户付款。",
        "From then on one tap here pays from {app}, with no password on your phone. Turn it off "
        "at any time, in “My data” or in {app}. Scan it yourself: whoever scans it will pay.",
    ),
    "agreement.wait": Label("同意后，这里会自动继续", "We go on by ourselves once you agreed"),
    "agreement.label": Label("{app}免密签约二维码", "QR code to agree with {app}"),
    "agreement.stop": Label("不开通了", "Don't turn it on"),
    "agreement.end.title": Label("关闭{app}免密支付？", "Turn off {app} without a password?"),
    "agreement.end.body": Label(
        "以后在这里付款要出示付款码或扫码。余额和会员资料不变。",
        "From then on you pay here with a code. Your balance and your data stay as they are.",
    ),
    "agreement.end.yes": Label("关闭", "Turn off"),
    "agreement.said.agreed": Label(
        "{app}免密已开通，下次点一下就能付。", "{app} is on. Next time one tap pays."
    ),
    "agreement.said.stopped": Label(
        "没有开通。如果手机上刚好点了同意，我们会自动解除。",
        "Nothing was turned on. If you had just said yes on your phone, we end it by ourselves.",
    ),
    "agreement.said.cannot": Label(
        "{app}免密不能在这台机器上开通。", "{app} cannot be turned on at this kiosk."
    ),
    "agreement.said.unreachable": Label(
        "现在连不上{app}，没有开通，请过一会儿再试。",
        "{app} cannot be reached now. Nothing was turned on: please try again later.",
    ),
    "agreement.said.unsure": Label(
        "没能记下来。请在{app}里看一下有没有开通，或请店员帮忙。",
        "We could not write that down. Look into {app} whether it is on, or ask our staff.",
    ),
    "agreement.said.ending": Label(
        "这里不会再从{app}扣款了。我们正在通知{app}解除协议。",
        "Nothing is charged from {app} here any more. We are telling {app} to end the agreement.",
    ),
    "agreement_down.offline": Label("现在连不上", "Out of reach now"),
    "agreement_down.turned_away": Label("暂时停用", "Out of use now"),
    "confirm.agreement": Label("{rail}免密", "{rail}, no password"),
    "confirm.asking": Label("正在查您的支付方式…", "Looking up how you can pay …"),
    "trouble.no_agreement": Label("免密支付已失效", "Paying without a password has ended"),
    "trouble.no_agreement.body": Label(
        "手机上的免密协议已关闭，没有扣款。请换一种方式，或在“我的资料”里重新开通。",
        "The agreement was turned off in the app. Nothing was charged: pay another way, or turn it "
        "on again in “My data”.",
    ),
    "trouble.agreement_unknown": Label("现在查不到免密支付", "We can't ask your app now"),
    "trouble.agreement_unknown.body": Label(
        "网络不通，不知道您是否开通了免密支付。没有扣款，请换一种方式。",
        "There is no network to ask whether you may pay without a password. Nothing was charged: "
        "please pay another way.",
    ),
    "offline.member": Label(
        "后台连不上，余额支付已到上限", "Out of reach of our office: your balance is at its limit"
    ),
    "offline.kiosk": Label(
        "后台连不上，本机的余额支付已到上限，请用别的方式",
        "Our back office is out of reach and balances have met their limit here: pay another way",
    ),
    "offline.hours": Label(
        "后台连不上太久，余额支付暂停，请用别的方式",
        "Our back office has been out of reach for too long: balances rest, pay another way",
    ),
    "topic.offline": Label("离线额度", "Without the office"),
    "topic.agreements": Label("免密协议", "Agreements"),
    "choose.offline": Label(
        "后台暂时连不上：余额支付还剩 {left}，{time}后暂停",
        "Our back office is out of reach: balances pay {left} more here, and rest in {time}",
    ),
}
