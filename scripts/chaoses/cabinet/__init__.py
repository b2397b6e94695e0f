"""Sessions at smart cabinets while bytes, boards and the kiosk itself die: `scripts/chaos cabinet`.

A *session* is a row that the kiosk wrote before anything happened. One *ends by itself* when it is
charged, owed, or over without a charge, with nobody's help and before the end of the run; a review
waits for a person and is not one of them, and a door that was never offered is no session at all.
The wires, the locks' frames and the kiosk are real; the cabinet behind the ptys is virtual and
lives in this process, which no kill touches: what its doors and goods truly did is what counts.

chaos.py      what it does, and what came of it
stand.py      one kiosk at one virtual cabinet: when it is killed, when boards restart
person.py     who stands at the open door;  shopper.py: who stands at the screen
kiosk_process.py  the kiosk, in a process of its own: the product's parts list without eyes
truth.py      what truly happened at doors and shelves, durable
books.py      what the kiosk has written down, as values;  verdict.py: what is wrong with it
spoilt.py     the kiosks with a mistake, which the verdict must find
"""
