"""The words of what is broken, in both languages: out of order, what to do, and the badges.

Part of wording.py, which tells how keys are named.
"""

from __future__ import annotations

from kiosk.domain.language import Label

FAULTS: dict[str, Label] = {
    "out.title": Label("暂停服务", "Taking a short break"),
    "out.body": Label(
        "抱歉！请到柜台点单，店员很乐意帮您。", "Sorry! Please order at the counter."
    ),
    "out.staff": Label("店员请看", "For our staff"),
    "out.detail": Label("给维修人员：{detail}", "For the technician: {detail}"),
    "fault.catalogue": Label("商品表读不出来", "The catalogue cannot be read"),
    "fault.catalogue.todo": Label(
        "检查商品文件，或从后台重新下发；改好后会自动恢复。",
        "Check the catalogue file, or send it again from the back office.",
    ),
    "fault.database": Label("数据库打不开", "The database cannot be opened"),
    "fault.database.todo": Label(
        "请重启程序；还不行请联系安装人员，不要删除任何文件。",
        "Restart the program. If that fails, call your installer and delete nothing.",
    ),
    "fault.disk_full": Label("存储空间已满", "The disk is full"),
    "fault.disk_full.todo": Label(
        "请清理磁盘空间；有空间后会自动恢复营业。",
        "Make room on the disk; sales go on by themselves.",
    ),
    "fault.clock": Label("时钟不准", "The clock is wrong"),
    "fault.clock.todo": Label(
        "请检查系统时间和网络对时；如果时间是对的，店员输入密码后确认即可。",
        "Check the system time and its network source. If it is right, staff can say so: "
        "the question follows the staff PIN.",
    ),
    "fault.clock_ahead": Label("日期突然变了", "The date has leapt ahead"),
    "fault.clock_ahead.todo": Label(
        "照常营业，但不按日期删除任何资料。店员输入密码后，请确认或校正日期。",
        "Sales go on, but nothing is deleted for its age. Enter the staff PIN, and confirm the "
        "date or correct it.",
    ),
    "fault.models": Label("人脸模型不可用", "The face models do not load"),
    "fault.models.todo": Label(
        "请重新安装人脸模型；手机号支付不受影响。",
        "Install the face models again. Paying by number still works.",
    ),
    "fault.camera": Label("摄像头没有画面", "The camera gives no picture"),
    "fault.camera.todo": Label(
        "请检查摄像头的连线；手机号支付不受影响。",
        "Check the camera's cable. Paying by number still works.",
    ),
    "fault.depth": Label("深度相机不可用", "The depth camera does not measure"),
    "fault.depth.todo": Label(
        "请检查深度相机的连线；手机号支付不受影响。",
        "Check the depth camera's cable. Paying by number still works.",
    ),
    "fault.locks": Label("柜门锁没有应答", "The door locks do not answer"),
    "fault.locks.todo": Label(
        "请检查锁控板的电源和连线。", "Check the lock board's power and cable."
    ),
    "fault.printer": Label("打印机不可用", "The printer does not work"),
    "fault.printer.todo": Label(
        "请检查纸张和连线；顾客可以扫码取小票。",
        "Check paper and cable. Shoppers can scan their receipt.",
    ),
    "fault.cloud": Label("连不上后台", "The back office is out of reach"),
    "fault.cloud.todo": Label(
        "照常营业，联网后自动补传。请检查网络。",
        "Sales go on and are sent later. Check the network.",
    ),
    "badge.catalogue": Label("商品表", "Catalogue"),
    "badge.database": Label("数据库", "Database"),
    "badge.disk_full": Label("存储已满", "Disk full"),
    "badge.clock": Label("时钟", "Clock"),
    "badge.clock_ahead": Label("请核对日期", "Check the date"),
    "badge.models": Label("刷脸停用", "No face pay"),
    "badge.camera": Label("摄像头", "Camera"),
    "badge.depth": Label("深度相机", "Depth camera"),
    "badge.locks": Label("柜门", "Door"),
    "badge.printer": Label("打印机", "Printer"),
    "badge.cloud": Label("离线", "Offline"),
}
