use super::*;

#[test]
fn a_key_nobody_wrote_is_seen() {
    assert_eq!(Words::new(Lang::En).text("no-such-key"), "⟦no-such-key⟧");
}
