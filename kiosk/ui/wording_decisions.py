"""The words of the staff pages about decisions and members' records, in both languages.

Part of wording.py, which tells how keys are named. Why a face was asked for more: wording_risk.py.
"""

from __future__ import annotations

from kiosk.domain.language import Label

DECISIONS: dict[str, Label] = {
    "staff.page.faces": Label("刷脸核对记录", "Face checks"),
    "staff.page.faces.hint": Label("问了什么，为什么", "What was asked, and why"),
    "decisions.title": Label("刷脸核对记录", "Face checks"),
    "decisions.today": Label("今天 {count} 次", "Today: {count}"),
    "decisions.all": Label("全部", "All"),
    "decisions.asked": Label("多核对或没放行", "Asked more, refused"),
    "decisions.newer": Label("较新的", "Newer"),
    "decisions.older": Label("较早的", "Older"),
    "decisions.reading": Label("正在读取…", "Reading…"),
    "decisions.failed": Label(
        "没有读出来。请返回再打开一次；还不行就看“设备状态”。",
        "This could not be read. Go back and open it again, or look at Status.",
    ),
    "decisions.none": Label(
        "还没有人刷过脸。有人刷脸付款、开柜或看资料，这里就会写下问了什么、为什么。",
        "Nobody has shown a face yet. Whenever somebody pays, opens a door or looks at their data "
        "by face, this tells what was asked of them, and why.",
    ),
    "decisions.none.asked": Label(
        "没有要多核对的，也没有没放行的。", "Nobody was asked for more, and nobody refused."
    ),
    "deed.pay": Label("付款", "Payment"),
    "deed.hold": Label("开柜", "Cabinet"),
    "deed.look": Label("看资料", "My data"),
    "deed.change": Label("改资料", "Change of data"),
    "check.proved": Label("通过", "Passed"),
    "check.asked": Label("没有完成", "Left unfinished"),
    "check.refused": Label("没有放行", "Refused"),
    "check.tap": Label("不用核对", "No proof was needed"),
    # --- one of them ----------------------------------------------------------------------
    "decision.title": Label("一次刷脸核对", "One face check"),
    "decision.at": Label("时间", "When"),
    "decision.who": Label("会员", "Member"),
    "decision.unreadable": Label("读不出的会员", "a member who cannot be read"),
    "decision.deed": Label("为了", "What for"),
    "decision.amount": Label("金额", "Amount"),
    "decision.asked": Label("要求", "Asked for"),
    "decision.ended": Label("结果", "Outcome"),
    "decision.why": Label("为什么", "Why"),
    "decision.told": Label("顾客看到的话", "What the shopper read"),
    "decision.told.nothing": Label(
        "什么也没有：点一下金额就付了。", "Nothing: a tap on the amount was enough."
    ),
    "decision.between": Label("、", ", "),
    "decision.order": Label("看这笔订单", "See the order"),
    # --- one member -----------------------------------------------------------------------
    "member.record": Label("同意书和核对记录", "Consents and checks"),
    "record.title": Label("会员记录", "A member's record"),
    "record.consents": Label("同意书", "Consents"),
    "record.decisions": Label("核对记录", "Face checks"),
    "record.acts": Label("日志", "Journal"),
    "record.none.consents": Label("没有同意书", "No consents are kept"),
    "record.none.decisions": Label(
        "这位会员还没有刷过脸。", "This member has not shown a face yet."
    ),
    "record.none.acts": Label("日志里没有这位会员", "The journal tells nothing of this member"),
    "record.failed": Label(
        "读不出这位会员：可能已经删除。", "This member cannot be read: perhaps they are forgotten."
    ),
    "record.face_since": Label("人脸录入", "Face taken on"),
    "record.no_face": Label("没有人脸", "No face"),
    "record.pack": Label("模型包", "Model pack"),
    "record.owed": Label("欠款", "Owes"),
    "record.alike": Label("相像的会员", "Look-alikes"),
    "record.alike.count": Label("{count} 位", "{count}"),
    "consent_kind.face": Label("人脸同意书", "Consent to faces"),
    "consent_kind.membership": Label("会员同意书", "Consent to membership"),
    "consent.stands": Label("有效", "Stands"),
    "consent.withdrawn": Label("已撤回", "Withdrawn"),
    "consent.by_member": Label("本人同意", "by the member"),
    "consent.by_guardian": Label("监护人同意", "by a guardian"),
    "consent.given_at": Label("同意时间", "Given"),
    "consent.version": Label("版本", "Version"),
    "consent.whose": Label("谁同意的", "By whom"),
    "consent.withdrawn_at": Label("撤回时间", "Withdrawn"),
    "consent.text": Label("当时屏幕上的原文", "What the screen said"),
    # --- the journal about a member -------------------------------------------------------
    "act.member.joined": Label("加入会员", "Joined"),
    "act.member.pin_chosen": Label("设了支付密码", "Chose a PIN"),
    "act.member.face_added": Label("录入人脸", "Face added"),
    "act.member.face_retaken": Label("重新录入人脸", "Face taken anew"),
    "act.member.face_forgotten": Label("删除人脸", "Face deleted"),
    "act.member.moved": Label("换到新的模型包", "Moved to a new pack"),
    "act.member.leaving": Label("申请删除", "Asked to be forgotten"),
    "act.agreement.ending": Label("解约免密支付", "Agreement being ended"),
    "act.face.off": Label("核对错误太多，暂停刷脸", "Too many wrong tries: faces off"),
    "act.staff.read_member": Label("店员查看了记录", "Staff read this record"),
    "act_detail.pin": Label("密码", "PIN"),
    "act_detail.face": Label("刷脸", "face"),
    "act_detail.staff": Label("店员", "staff"),
    "act_detail.shopper": Label("本人", "the member"),
    "act_detail.unused": Label("长期未用", "unused"),
    "act_detail.fleet": Label("后台", "back office"),
}
