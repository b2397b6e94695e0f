// A small chart: one line for each shelf, with how much it gained or lost.
import QtQuick
import ".."

Item {
    id: chart
    property string title
    property var curves: []
    readonly property var moved: curves.filter(one => !one.is_flat)
    readonly property var inks: [Theme.accent, Theme.alipay, Theme.warningLine, Theme.bad, "#5f3c93"]

    Words { id: heading; text: chart.title; size: Theme.small; color: Theme.quiet }
    Row {
        id: legend
        anchors { right: parent.right; top: parent.top }
        spacing: Theme.u(28)
        Repeater {
            model: chart.moved.slice(0, 4)
            Words {
                required property var modelData
                required property int index
                text: modelData.shelf + "  " + modelData.change
                size: Theme.tiny
                color: chart.inks[index % chart.inks.length]
                wrapMode: Text.NoWrap
            }
        }
    }
    Canvas {
        id: canvas
        anchors { top: heading.bottom; topMargin: Theme.u(16); bottom: parent.bottom; left: parent.left; right: parent.right }
        renderStrategy: Canvas.Immediate
        onPaint: {
            const pen = getContext("2d")
            pen.reset()
            pen.strokeStyle = Theme.line
            pen.lineWidth = Theme.hair
            for (const part of [0, 0.5, 1]) {
                pen.beginPath()
                pen.moveTo(0, 1 + part * (height - 2))
                pen.lineTo(width, 1 + part * (height - 2))
                pen.stroke()
            }
            chart.moved.forEach((curve, place) => {
                pen.strokeStyle = chart.inks[place % chart.inks.length]
                pen.lineWidth = Theme.u(5)
                pen.beginPath()
                curve.points.forEach((point, index) => {
                    const x = point[0] * width
                    const y = Theme.u(6) + (1 - point[1]) * (height - Theme.u(12))
                    if (index === 0) pen.moveTo(x, y)
                    else pen.lineTo(x, y)
                })
                pen.stroke()
            })
        }
    }
    onCurvesChanged: canvas.requestPaint()
}
