//! Which pack and overlay govern an election: by body, province and date.

use chrono::NaiveDate;

use super::{Kind, Pack};
use crate::body::Body;

/// The pack and overlay that govern a day.
#[derive(Clone, Copy, Debug)]
pub struct Chosen {
    /// National pack.
    pub pack: &'static Pack,
    /// Overlay of the province, where one is known for that day.
    pub overlay: Option<&'static Pack>,
    /// The day.
    pub day: NaiveDate,
}

impl Chosen {
    /// Whether either is a draft on that day, which a local rule must bring into force.
    pub fn draft(&self) -> bool {
        self.pack.draft_on(self.day)
            || self.overlay.is_some_and(|overlay| overlay.draft_on(self.day))
    }
}

/// The pack and overlay for a body in a place on a day; `None` before the first law.
///
/// `division_code` is the place's official code; its first two digits are the province.
pub fn choose(body: Body, division_code: &str, day: NaiveDate) -> Option<Chosen> {
    let family = body.family();
    let fits = |pack: &&Pack| pack.family == family && pack.in_force(day);
    let pack = Pack::all().iter().filter(fits).find(|pack| pack.kind == Kind::National)?;
    let overlay = Pack::all().iter().filter(fits).find(|pack| {
        pack.kind == Kind::Overlay
            && pack.province.as_deref().is_some_and(|province| division_code.starts_with(province))
    });
    Some(Chosen { pack, overlay, day })
}
