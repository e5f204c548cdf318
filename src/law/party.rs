//! Party electors, organisations, two pushes.
