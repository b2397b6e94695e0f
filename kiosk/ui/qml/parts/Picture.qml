// A product's picture, or a pleasant stand-in: its first character on a colour of its own.
import QtQuick
import ".."

Rectangle {
    id: picture
    property string source
    property string letter
    property int hue: 0
    property color ground: Theme.card
    property real covered: 0  // of its foot, by what is laid over it
    radius: Theme.u(20)
    color: image.status === Image.Ready ? Theme.card : Theme.standInGrounds[hue]

    Rectangle {
        visible: image.status !== Image.Ready
        id: disc
        width: Math.min(parent.width, parent.height - parent.covered) * 0.84
        height: width
        radius: width / 2
        anchors.centerIn: parent
        anchors.verticalCenterOffset: -parent.covered / 2
        color: Qt.darker(picture.color, 1.04)
    }
    Words {
        visible: image.status !== Image.Ready
        anchors.centerIn: disc
        text: picture.letter
        size: Math.min(disc.height * 0.55, Theme.u(120))
        is_strong: false
        color: Theme.standInInks[picture.hue]
    }
    Image {
        id: image
        anchors.fill: parent
        source: picture.source
        // A wide place would cut too much off the usual square picture.
        fillMode: width > height * 1.5 ? Image.PreserveAspectFit : Image.PreserveAspectCrop
        sourceSize.width: fillMode === Image.PreserveAspectCrop ? width : height
        asynchronous: true
        smooth: true
    }
    // Rounds the picture's corners: a frame in the colour of the ground, without a shader.
    Rectangle {
        readonly property real thickness: Theme.u(8)
        anchors { fill: parent; margins: -thickness }
        radius: picture.radius + thickness
        color: "transparent"
        border.width: thickness
        border.color: picture.ground
    }
}
