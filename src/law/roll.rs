//! Who is on the roll on election day.
