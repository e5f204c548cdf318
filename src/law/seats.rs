//! Numbers of seats and candidates.
