"""Thousands of checkouts while everything that can break breaks: `scripts/chaos money`.

chaos.py      what it does, and what came of it
storm.py      when what is killed, and which weather is on the line
town.py       the folders, settings and processes: payment service, gateway, kiosks
nursery.py    the kiosks' processes;  kiosk_process.py: one of them
shopper.py    who stands in front of it, errands.py: what for;  phone.py: the app in the pocket
opening.py    the first staff PIN and member;  clerk.py: staff who give money back
diary.py      what the shopper was told, durable
books.py      what everybody has written down, as values;  verdict.py: what is wrong with it
pace.py       the product's constants of time, shortened
acts_first.py the kiosk with a mistake, which the verdict must find
"""
