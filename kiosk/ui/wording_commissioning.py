"""The words of setting a cabinet up, for staff, in both languages. Part of wording.py."""

from __future__ import annotations

from kiosk.domain.language import Label

COMMISSIONING: dict[str, Label] = {
    "staff.page.commissioning": Label("设置柜机", "Set up"),
    "staff.page.commissioning.hint": Label("找锁和秤，校准，核对", "Locks, scales, goods"),
    # --- what is going to happen ----------------------------------------------------------
    "setup.title": Label("设置柜机", "Set up the cabinet"),
    "setup.intro": Label("柜机自己找出接线", "The cabinet learns its wiring"),
    "setup.intro.body": Label(
        "跟着画面一步步做。设置期间不能购物，做过的随时保留。",
        "Follow the screen, step by step. Nobody can shop meanwhile; what is done is kept.",
    ),
    "setup.point.door": Label(
        "门：一扇一扇开，只在您点一下后才开", "Doors: one after the other, each at your tap only"
    ),
    "setup.point.shelf": Label(
        "层架：清空，再放一个已知重量", "Shelves: empty them, then lay a known weight"
    ),
    "setup.point.good": Label("商品：每种放一件，核对重量", "Goods: put one of each, to check"),
    "setup.needs": Label(
        "要准备：一个称准的重量（如一公斤），每种商品一件",
        "Have ready: a known weight (a kilogram, say) and one of each good",
    ),
    "setup.begin": Label("开始", "Begin"),
    "setup.go_on": Label("继续上次的设置", "Go on where it was left"),
    "setup.review": Label("看学到的，或重做一项", "See what was learnt, or redo one"),
    "setup.anew": Label("从头来", "From the beginning"),
    "setup.undo": Label("恢复之前的设置", "Restore the old settings"),
    "setup.undone": Label("已恢复之前的设置，柜机已按它运行。",
        "The settings before are back, and the cabinet runs by them."),
    "setup.written_at": Label("上次写入设置：{at}", "Written into the settings: {at}"),
    # --- stages ---------------------------------------------------------------------------
    "setup.stage.find": Label("设备", "Devices"),
    "setup.stage.doors": Label("门", "Doors"),
    "setup.stage.shelves": Label("层架", "Shelves"),
    "setup.stage.goods": Label("商品", "Goods"),
    # --- devices --------------------------------------------------------------------------
    "setup.search": Label("正在找锁板和秤", "Looking for boards and scales"),
    "setup.search.body": Label(
        "这时不会开门。空着的串口要找一两分钟。",
        "Nothing is opened. A port with nothing on it takes a minute or two.",
    ),
    "setup.probe.board": Label(
        "在问：{family} {board} 号板，{baud} 波特", "Asking {family}, board {board}, {baud} baud"
    ),
    "setup.probe.scale": Label(
        "在问：{unit} 号秤，{baud} 波特", "Asking scale {unit}, {baud} baud"
    ),
    "setup.nothing": Label("没有设备回答", "Nothing answers"),
    "setup.nothing.body": Label(
        "检查电源和地线，把 A、B 两根线对调，再找一次。",
        "Check power and ground, swap the wires A and B, and look again.",
    ),
    "setup.again": Label("再找一次", "Look again"),
    # --- doors ----------------------------------------------------------------------------
    "setup.open": Label("要开 {lock} 号锁吗？", "Open lock {lock}?"),
    "setup.open.body": Label(
        "点一下，锁只动一次。看好是哪扇门弹开。",
        "At your tap the lock moves once. Watch which door comes open.",
    ),
    "setup.open.yes": Label("开锁", "Open it"),
    "setup.board": Label(
        "锁板 {board} 号 · {family} · {baud} 波特", "Lock board {board} · {family} · {baud} baud"
    ),
    "setup.which": Label("哪扇门开了？", "Which door is open?"),
    "setup.which.seen": Label("锁板看到门开了。", "The board has noticed it."),
    "setup.which.unseen": Label(
        "锁板还没看到变化。拉一下门再看。", "The board has noticed nothing yet: pull the door."
    ),
    "setup.which.none": Label("没有门开", "None opened"),
    "setup.close": Label("请关上{door}", "Now close {door}"),
    "setup.close.body": Label("关好后自动继续。", "It goes on by itself."),
    "setup.close.yes": Label("已经关好了", "It is shut"),
    "setup.no_more.doors": Label("没有别的门了", "No more doors"),
    # --- shelves --------------------------------------------------------------------------
    "setup.shelf": Label("{unit} 号秤在哪一层？", "Which shelf is on scale {unit}?"),
    "setup.shelf.body": Label("号码写在秤的标签上。", "The number is on the scale's label."),
    "setup.shelf_name": Label("{shelf} 层", "Shelf {shelf}"),
    "setup.empty": Label("把 {shelf} 层清空", "Empty shelf {shelf}"),
    "setup.empty.body": Label(
        "什么都不留，手离开后点确定。", "Take everything off, then let go of it."
    ),
    "setup.empty.yes": Label("已经空了", "It is empty"),
    "setup.known": Label("在 {shelf} 层放一个已知重量", "Lay a known weight on shelf {shelf}"),
    "setup.known.body": Label("输入它有多少克。", "Type how many grams it is."),
    "setup.known.wrong": Label("请输入 1 到 50000 克。", "Type 1 to 50000 grams."),
    "setup.grams": Label("{grams} 克", "{grams} g"),
    "setup.sure": Label("看起来是 {shown} 克，不是 {known} 克",
        "It looks like {shown} g, not {known} g"),
    "setup.sure.body": Label(
        "放的是对的重量吗？上面没有别的吗？新秤第一次可能差很多。",
        "Is it the right weight, and nothing else? A new scale may be far off at first.",
    ),
    "setup.sure.yes": Label("就是 {known} 克，校准", "It is {known} g: calibrate"),
    "setup.sure.no": Label("重新输入", "Type it again"),
    "setup.open_door": Label("开{door}", "Open {door}"),
    "setup.no_more.shelves": Label("没有别的层了", "No more shelves"),
    # --- goods ----------------------------------------------------------------------------
    "setup.good": Label("在 {shelf} 层放一件{name}", "Put one {name} on shelf {shelf}"),
    "setup.good.body": Label("放好、手离开后点确定。", "Let go of it, then tap."),
    "setup.good.yes": Label("放好了", "It is there"),
    "setup.good.again": Label("拿开，再放一次", "Take it off, try again"),
    "setup.good.leave": Label("先这样", "Leave it at that"),
    "setup.good.like": Label("这个重量像是{names}。", "By its weight it is {names}."),
    "setup.no_more.goods": Label("不再核对", "No more goods"),
    "setup.or": Label("或", " or "),
    # --- a device is at work --------------------------------------------------------------
    "setup.work.taking": Label("正在接管柜机", "Taking the cabinet over"),
    "setup.work.read": Label("正在读锁板", "Reading the board"),
    "setup.work.pulse": Label("正在开锁", "Opening"),
    "setup.work.weigh": Label("正在称，请别碰", "Weighing: please do not touch"),
    "setup.work.calibrate": Label("正在校准，请别碰", "Calibrating: please do not touch"),
    "setup.work.body": Label("请稍等。", "One moment."),
    # --- why once more --------------------------------------------------------------------
    "setup.trouble.door_named_twice": Label("这扇门已经是另一把锁的了。",
        "Another lock opened that door before."),
    "setup.trouble.shelf_named_twice": Label("这一层已经有秤了。", "That shelf has a scale."),
    "setup.trouble.no_weight": Label(
        "秤没有稳定读数。看看有没有碰到层板，传感器的线有没有松。",
        "No steady weight. See that nothing touches the shelf and the cell's wires are on.",
    ),
    "setup.trouble.nothing_on_it": Label("秤上没有东西。重量放在这一层了吗？",
        "The scale feels nothing. Is the weight on this shelf?"),
    "setup.trouble.refused": Label("秤不接受校准。", "The scale refused it."),
    "setup.trouble.no_answer": Label("秤没有回答，不知道校准了没有，请再做一次。",
        "The scale did not answer. Nobody knows whether it was done: do it again."),
    "setup.trouble.by_hand": Label("这种秤由程序校准，照常放重量。",
        "This make is calibrated in software. Just go on."),
    "setup.trouble.port_gone": Label(
        "串口断了。检查线和电源；刚才那一步做没做不知道，请再做。",
        "The port went away. Check cable and power. Nobody knows whether the last was done.",
    ),
    "setup.trouble.not_written": Label("记录写不下来，所以没有做。",
        "It could not be written down, so it was not done."),
    "setup.unkept": Label("磁盘写不进去：断电会丢失刚才的一步。",
        "The disk takes nothing: a power cut would lose the last step."),
    # --- leaving one out ------------------------------------------------------------------
    "setup.leave_out": Label("跳过", "Leave out"),
    "setup.leave_out.why": Label("为什么跳过？", "Why is it left out?"),
    "setup.leave_out.not_used": Label("没有用到", "Not in use"),
    "setup.leave_out.broken": Label("坏了", "Broken"),
    "setup.leave_out.later": Label("以后再做", "Later"),
    "setup.leave_out.not": Label("不跳过", "Keep it"),
    "setup.leave_out.": Label("没说原因", "No reason given"),
    # --- what was learnt ------------------------------------------------------------------
    "setup.done": Label("学到了这些", "What was learnt"),
    "setup.done.none": Label("什么都还没学到", "Nothing was learnt yet"),
    "setup.done.port": Label("锁板 {board} 号", "Lock board {board}"),
    "setup.done.port.how": Label("{family}，{baud} 波特", "{family}, {baud} baud"),
    "setup.done.polarity.closing-feedback": Label(
        "门关时触点闭合", "Closed door closes the switch"
    ),
    "setup.done.polarity.opening-feedback": Label(
        "门开时触点闭合", "Open door closes the switch"
    ),
    "setup.done.polarity.None": Label("触点方向不明", "Switch not known"),
    "setup.done.order.first-byte-first": Label("低字节在前", "first byte first"),
    "setup.done.order.last-byte-first": Label("高字节在前", "last byte first"),
    "setup.done.door": Label("{board} 号板 {lock} 号锁", "Board {board}, lock {lock}"),
    "setup.done.no_door": Label(
        "{board} 号板 {lock} 号锁：没有门", "Board {board}, lock {lock}: no door"
    ),
    "setup.done.scale": Label("{unit} 号秤 · {profile}", "Scale {unit} · {profile}"),
    "setup.done.good": Label("{shelf} 层 · {shown} 克", "Shelf {shelf} · {shown} g"),
    "setup.done.lock_skipped": Label("{board} 号板 {lock} 号锁", "Board {board}, lock {lock}"),
    "setup.done.scale_skipped": Label("{unit} 号秤", "Scale {unit}"),
    "setup.done.skipped": Label("跳过：{why}", "Left out: {why}"),
    "setup.redo": Label("重做", "Redo"),
    "setup.search_again": Label("重新找设备", "Search again"),
    "setup.write": Label("写入设置", "Write the settings"),
    "setup.write.busy": Label("正在写入", "Writing"),
    "setup.write.done": Label(
        "已写入。完成后柜机按新设置运行。之前的存为 {kept}。",
        "Written. When you finish, the cabinet runs by it. The version before is {kept}.",
    ),
    "setup.write.failed": Label(
        "没有写入，设置没变。请把这句话告诉安装人员：{why}", "Not written, nothing changed. {why}"
    ),
    "setup.finish": Label("完成", "Finish"),
    # --- doubts ---------------------------------------------------------------------------
    "setup.doubt.no_door": Label("{lock} 号锁没有打开门：空着，或两根电源线松了。",
        "Lock {lock} opened no door: it is free, or its two power wires are off."),
    "setup.doubt.no_switch": Label("{lock} 号锁开了门，锁板却没看到：检查触点的两根线。",
        "Lock {lock} opened its door, but the board did not notice: check its switch wires."),
    "setup.doubt.turned": Label("{lock} 号锁的触点和别的相反：接错了常开、常闭。",
        "Lock {lock} reads the other way round: its switch is on the wrong contact (NO, NC)."),
    "setup.doubt.swapped": Label("{lock} 号锁动了 {other} 号锁的触点：线接反了。",
        "Lock {lock} moves the switch of lock {other}: their wires are swapped."),
    "setup.doubt.no_order": Label("整板状态对不上任何字节顺序，改为逐个读锁。",
        "The whole status fits no byte order: locks are read one by one."),
    "setup.doubt.no_weight": Label("{shelf} 层称不出来，请重做。",
        "Shelf {shelf} does not weigh: do it again."),
    "setup.doubt.weighs_wrong": Label("{shelf} 层把 {known} 克称成 {shown} 克，请重做。",
        "Shelf {shelf} shows {shown} g for {known} g: do it again."),
    "setup.doubt.good_nowhere": Label("没有一层变重。", "No shelf became heavier."),
    "setup.doubt.good_elsewhere": Label("变重的是 {seen} 层，不是 {shelf} 层。",
        "Shelf {seen} became heavier, not shelf {shelf}."),
    "setup.doubt.good_weighs_other": Label("这里称得 {shown} 克，商品表是 {known} 克。",
        "It weighs {shown} g here, and {known} g in the planogram."),
    # --- advice ---------------------------------------------------------------------------
    "setup.clash": Label("{shelf} 层：“{taken}”和“{rival}”称不出区别",
        "Shelf {shelf}: {taken} and {rival} weigh too much alike"),
    "setup.clash.share": Label("，100 次约 {share} 次要人工看", "; {share} of 100 go to review"),
    "setup.clash.move": Label("。把“{name}”移到 {shelf} 层。", ". Move {name} to shelf {shelf}."),
    "setup.clash.no_move": Label("。换一种商品，或放到别的柜子。",
        ". Sell another good, or put one elsewhere."),
    "setup.units": Label("{units} 件{name}", "{units} × {name}"),
    "setup.plus": Label("加", " + "),
}  # fmt: skip
