"""How a function of ours on a server refuses: a person reads the message, `store/engine/postgresql.py` the constraint."""

RIGHT = "RAISE EXCEPTION 'aidtrack right' USING ERRCODE = 'insufficient_privilege';"


def refusing(rule: str) -> str:
    """The statement that refuses what breaks this rule."""
    return f"RAISE EXCEPTION 'aidtrack {rule}' USING ERRCODE = 'check_violation', CONSTRAINT = '{rule}';"
