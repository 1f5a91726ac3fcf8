"""The database: two doors, the tables, and one module of SQL a concept."""
