"""What is too old goes a little at a time: whoever waits for the database meanwhile waits for no more than that."""

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, select


def at_most(conn: Connection, most: int, table: Table, which: ColumnElement[bool]) -> int:
    """Takes away so many of those rows, or fewer when there are no more. Returns how many.

    Each by its own key: in one statement with a LIMIT inside, PostgreSQL may read the whole table to find them back.
    """
    key = table.primary_key.columns
    old = conn.execute(select(*key).where(which).limit(most).with_for_update()).mappings().all()
    if old:
        its = and_(*(column == bindparam(column.name, type_=column.type) for column in key))
        conn.execute(delete(table).where(its), [dict(row) for row in old])
    return len(old)
