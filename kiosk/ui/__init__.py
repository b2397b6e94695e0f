"""The kiosk's face: the only place that knows Qt. Shows screens, sends touches; decides nothing."""
