// A product's picture, or a pleasant stand-in: its first character on a colour of its own.
import QtQuick
import ".."

Rectangle {
    id: picture
    property string source
    property string letter
    property int hue: 0
    radius: Theme.u(20)
    color: image.status === Image.Ready ? Theme.card : Theme.standInGrounds[hue]
    clip: true

    Rectangle {
        visible: image.status !== Image.Ready
        width: parent.height * 1.1
        height: width
        radius: width / 2
        x: parent.width - width * 0.62
        y: parent.height * 0.28
        color: Qt.darker(picture.color, 1.045)
    }
    Words {
        visible: image.status !== Image.Ready
        anchors.centerIn: parent
        text: picture.letter
        size: Math.min(parent.height * 0.46, Theme.u(120))
        color: Theme.standInInks[picture.hue]
    }
    Image {
        id: image
        anchors.fill: parent
        source: picture.source
        sourceSize: Qt.size(width, height)
        fillMode: Image.PreserveAspectFit
        asynchronous: true
        smooth: true
    }
}
