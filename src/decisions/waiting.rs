//! What waits for somebody: for his desk, in words and with the way there.

pub use super::store::waiting::{Task, waiting};
use crate::shell::{
    urls::{self, At},
    words::Words,
};

impl Task {
    /// Where it is done.
    pub fn url(&self) -> String {
        let at = At { world: self.world_id, code: self.code.clone() };
        let id = self.id.to_string();
        if self.kind == "approval" {
            at.to(urls::APPROVAL).replace("{approval}", &id)
        } else {
            at.to(urls::DECISION).replace("{decision}", &id)
        }
    }

    /// The place in words: with the mark of a rehearsal.
    pub fn placed(&self, words: &Words) -> String {
        match self.world_id.0 {
            1 => self.place.clone(),
            _ => words.text_with("desk-rehearsal", &[("n", self.place.as_str().into())]),
        }
    }

    /// What is to be done, in words.
    pub fn text(&self, words: &Words) -> String {
        words.text(&format!("decisions-task-{}", self.kind))
    }
}
