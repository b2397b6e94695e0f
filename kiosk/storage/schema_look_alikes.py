"""The table of faces that were compared with everybody's, and by which packs and thresholds.

Whoever's templates change is taken out of it (by triggers, so that no writer can forget it), and
whoever is not in it under today's name is compared anew.
"""

LOOK_ALIKES = """
CREATE TABLE face_comparisons (
    member_id TEXT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    made_by   TEXT NOT NULL CHECK (made_by <> '')
) STRICT;
CREATE TRIGGER templates_added AFTER INSERT ON templates BEGIN
    DELETE FROM face_comparisons WHERE member_id = NEW.member_id;
END;
CREATE TRIGGER templates_removed AFTER DELETE ON templates BEGIN
    DELETE FROM face_comparisons WHERE member_id = OLD.member_id;
    DELETE FROM look_alikes WHERE (member_id = OLD.member_id OR other_id = OLD.member_id)
        AND NOT EXISTS (SELECT 1 FROM templates WHERE member_id = OLD.member_id);
END
"""
