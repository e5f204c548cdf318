//! Quorums of meetings.
