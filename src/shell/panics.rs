//! Where the program broke off, in its log.

use std::{
    panic::{self, PanicHookInfo},
    thread,
};

/// From now on the log is told where something broke off, and not with which words: they may quote a
/// name or a number that somebody typed.
pub fn tell_where() {
    panic::set_hook(Box::new(tell));
}

fn tell(broken: &PanicHookInfo<'_>) {
    let place = broken.location().map(ToString::to_string).unwrap_or_default();
    let current = thread::current();
    tracing::error!(place, thread = current.name().unwrap_or_default(), "the program broke off");
}
