//! One paper sheet on its way from the first entry to definitive figures.

use std::collections::BTreeSet;

use super::{
    Figures, MAX_FIGURE,
    check::{Setting, check},
    field::Field,
    finding::Finding,
    form::Form,
    kept::{
        Act, Difference, Ended, EntererId, Entry, Explanation, Kept, Refusal, State, Status,
        Version,
    },
    sums,
};

/// One paper sheet, entered twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    form: Form,
    kept: Kept,
}

impl Sheet {
    /// A sheet that nobody has entered.
    pub fn new(form: Form) -> Self {
        Self { form, kept: Kept::default() }
    }

    /// A sheet as it was kept.
    ///
    /// # Errors
    /// Two entries of one person, a second without a first, definitive figures that are missing
    /// or differ, fields that the form does not have.
    pub fn restore(form: Form, kept: Kept) -> Result<Self, Refusal> {
        let sheet = Self { form, kept };
        match (&sheet.kept.first, &sheet.kept.second) {
            (None, Some(_)) => return Err(Refusal::Impossible),
            (Some(first), Some(second)) if first.by == second.by => {
                return Err(Refusal::SamePerson);
            }
            _ => {}
        }
        for entry in sheet.kept.first.iter().chain(&sheet.kept.second) {
            sheet.admit(&entry.figures)?;
        }
        let agreed = sheet.differences().is_some_and(|differences| differences.is_empty());
        if sheet.kept.definitive && !agreed {
            return Err(Refusal::Impossible);
        }
        Ok(sheet)
    }

    /// What the paper looks like.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// Where the sheet stands.
    pub fn state(&self, setting: &Setting<'_>) -> State {
        if self.kept.definitive {
            return State::Definitive;
        }
        if self.kept.first.is_none() {
            return State::Empty;
        }
        let Some(differences) = self.differences() else { return State::FirstEntered };
        if !differences.is_empty() {
            return State::Differing;
        }
        let findings = self.findings(setting).unwrap_or_default();
        if findings.iter().any(|finding| finding.number.blocks()) {
            State::Faulty
        } else if findings.iter().any(|finding| self.explanation(finding).is_none()) {
            State::Unexplained
        } else {
            State::Agreed
        }
    }

    /// What a person may see while the sheet is being entered.
    pub fn status_for(&self, person: EntererId, setting: &Setting<'_>) -> Status<'_> {
        let own = self.entries().find(|entry| entry.by == person);
        Status { state: self.state(setting), own }
    }

    /// Where the two entries differ, in the order of the form; `None` until both are there.
    pub fn differences(&self) -> Option<Vec<Difference>> {
        let (first, second) = (self.kept.first.as_ref()?, self.kept.second.as_ref()?);
        let fields: BTreeSet<&Field> = first.figures.keys().chain(second.figures.keys()).collect();
        let differing = fields.into_iter().filter_map(|field| {
            let (first, second) =
                (first.figures.get(field).copied(), second.figures.get(field).copied());
            (first != second).then(|| Difference { field: field.clone(), first, second })
        });
        Some(differing.collect())
    }

    /// Errors and warnings of the figures on which both agree; `None` until they do.
    pub fn findings(&self, setting: &Setting<'_>) -> Option<Vec<Finding>> {
        Some(check(&self.form, &sums(self.agreed()?), setting))
    }

    /// The figures on which both agree; `None` until they do.
    pub fn agreed(&self) -> Option<&Figures> {
        let agreed = self.differences()?.is_empty();
        self.kept.first.as_ref().filter(|_| agreed).map(|entry| &entry.figures)
    }

    /// The explanation of a warning, the last one written.
    pub fn explanation(&self, finding: &Finding) -> Option<&Explanation> {
        self.kept.explanations.iter().rev().find(|it| it.finding == *finding)
    }

    /// The fields that may be corrected now: those that differ or were reopened, and where both
    /// agree those that an error or a warning names.
    pub fn correctable(&self, setting: &Setting<'_>) -> BTreeSet<Field> {
        let Some(differences) = self.differences() else { return BTreeSet::new() };
        if self.kept.definitive {
            return BTreeSet::new();
        }
        let named = self.findings(setting).unwrap_or_default();
        differences
            .into_iter()
            .map(|difference| difference.field)
            .chain(named.into_iter().flat_map(|finding| finding.fields))
            .chain(self.kept.opened.iter().cloned())
            .collect()
    }

    /// Takes the first or the second entry.
    ///
    /// # Errors
    /// Two entries are there already, the same person again, fields that the form does not have,
    /// figures above [`MAX_FIGURE`]. A missing field is no refusal: it is reported as F.101.
    pub fn enter(
        &mut self,
        setting: &Setting<'_>,
        by: EntererId,
        figures: Figures,
    ) -> Result<(), Refusal> {
        self.allow(setting, Act::Enter, &[State::Empty, State::FirstEntered])?;
        if self.entries().any(|entry| entry.by == by) {
            return Err(Refusal::SamePerson);
        }
        self.admit(&figures)?;
        let entry = Some(Entry { by, figures });
        if self.kept.first.is_none() {
            self.kept.first = entry;
        } else {
            self.kept.second = entry;
        }
        Ok(())
    }

    /// Corrects a figure of the person's own entry from the paper; `None` takes a written-in row
    /// away.
    ///
    /// # Errors
    /// Not one of the two enterers, a field that is not open for correction, no change, a
    /// printed field taken away, a figure above [`MAX_FIGURE`].
    pub fn correct(
        &mut self,
        setting: &Setting<'_>,
        by: EntererId,
        field: &Field,
        figure: Option<u32>,
    ) -> Result<(), Refusal> {
        self.correct_all(setting, by, &[(field.clone(), figure)])
    }

    /// Corrects several figures at once: all of them are open before the first is changed.
    ///
    /// # Errors
    /// As [`Sheet::correct`]; nothing is changed then.
    pub fn correct_all(
        &mut self,
        setting: &Setting<'_>,
        by: EntererId,
        corrections: &[(Field, Option<u32>)],
    ) -> Result<(), Refusal> {
        let states = [State::Differing, State::Faulty, State::Unexplained, State::Agreed];
        self.allow(setting, Act::Correct, &states)?;
        let open = self.correctable(setting);
        let mut corrected = self.kept.clone();
        for (field, figure) in corrections {
            if !open.contains(field) {
                return Err(Refusal::NotOpen(field.clone()));
            }
            correct_one(&mut corrected, by, field, *figure)?;
        }
        self.kept = corrected;
        Ok(())
    }

    /// Explains a warning of the agreed figures, or explains it in other words.
    ///
    /// # Errors
    /// Not one of the two enterers, not a warning that stands, nothing written.
    pub fn explain(
        &mut self,
        setting: &Setting<'_>,
        by: EntererId,
        finding: &Finding,
        text: &str,
    ) -> Result<(), Refusal> {
        self.allow(setting, Act::Explain, &[State::Unexplained, State::Agreed])?;
        self.by_enterer(by)?;
        if !self.findings(setting).unwrap_or_default().contains(finding) {
            return Err(Refusal::NoWarning);
        }
        let text = written(text)?;
        self.kept.explanations.push(Explanation { finding: finding.clone(), by, text });
        Ok(())
    }

    /// Makes the figures definitive.
    ///
    /// # Errors
    /// Anything differs, is wrong or unexplained; not one of the two enterers.
    pub fn finish(&mut self, setting: &Setting<'_>, by: EntererId) -> Result<(), Refusal> {
        self.allow(setting, Act::Finish, &[State::Agreed])?;
        self.by_enterer(by)?;
        self.kept.definitive = true;
        self.kept.opened.clear();
        Ok(())
    }

    /// Opens named fields again, of a definitive sheet or of one on which both agree wrongly; the
    /// version is kept, and its warnings must be explained anew.
    ///
    /// # Errors
    /// Not entered twice, no second person, no reason, no field or one that the form does not
    /// have.
    pub fn reopen(
        &mut self,
        setting: &Setting<'_>,
        ended: &Ended,
        fields: BTreeSet<Field>,
    ) -> Result<(), Refusal> {
        let states =
            [State::Differing, State::Faulty, State::Unexplained, State::Agreed, State::Definitive];
        self.allow(setting, Act::Reopen, &states)?;
        let ended = by_two(ended)?;
        if fields.is_empty() {
            return Err(Refusal::NoFields);
        }
        if let Some(foreign) = fields.iter().find(|field| !self.form.admits(field)) {
            return Err(Refusal::NoField(foreign.clone()));
        }
        self.keep_version(ended);
        self.kept.definitive = false;
        self.kept.opened.extend(fields);
        Ok(())
    }

    /// Throws the entries away, to be entered anew by any two people; the version is kept.
    ///
    /// # Errors
    /// Nothing entered yet, or definitive already; no second person, no reason.
    pub fn start_over(&mut self, setting: &Setting<'_>, ended: &Ended) -> Result<(), Refusal> {
        let states = [
            State::FirstEntered,
            State::Differing,
            State::Faulty,
            State::Unexplained,
            State::Agreed,
        ];
        self.allow(setting, Act::StartOver, &states)?;
        self.keep_version(by_two(ended)?);
        self.kept.first = None;
        self.kept.second = None;
        self.kept.opened.clear();
        Ok(())
    }

    /// The figures that count; `None` until they are definitive.
    pub fn definitive(&self) -> Option<&Figures> {
        self.kept.first.as_ref().filter(|_| self.kept.definitive).map(|first| &first.figures)
    }

    /// Earlier versions, oldest first; `None` until the sheet is definitive, since they would
    /// tell a second enterer what to type.
    pub fn versions(&self) -> Option<&[Version]> {
        self.kept.definitive.then_some(self.kept.versions.as_slice())
    }

    /// Everything, for the store alone: it holds figures that no page may show.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.kept.first.iter().chain(&self.kept.second)
    }

    fn allow(&self, setting: &Setting<'_>, act: Act, states: &[State]) -> Result<(), Refusal> {
        let state = self.state(setting);
        if states.contains(&state) { Ok(()) } else { Err(Refusal::NotNow(state, act)) }
    }

    fn by_enterer(&self, person: EntererId) -> Result<(), Refusal> {
        let is_one = self.entries().any(|entry| entry.by == person);
        if is_one { Ok(()) } else { Err(Refusal::NotEnterer) }
    }

    fn admit(&self, figures: &Figures) -> Result<(), Refusal> {
        for (field, figure) in figures {
            if !self.form.admits(field) {
                return Err(Refusal::NoField(field.clone()));
            }
            if *figure > MAX_FIGURE {
                return Err(Refusal::TooLarge(field.clone()));
            }
        }
        Ok(())
    }

    fn keep_version(&mut self, ended: Ended) {
        let Some(first) = self.kept.first.clone() else { return };
        let second = self.kept.second.clone();
        let explanations = std::mem::take(&mut self.kept.explanations);
        let definitive = self.kept.definitive;
        self.kept.versions.push(Version { first, second, explanations, definitive, ended });
    }
}

fn by_two(ended: &Ended) -> Result<Ended, Refusal> {
    if ended.by == ended.with {
        return Err(Refusal::SamePerson);
    }
    Ok(Ended { by: ended.by, with: ended.with, reason: written(&ended.reason)? })
}

fn written(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() { Err(Refusal::NoText) } else { Ok(text.to_owned()) }
}

fn correct_one(
    kept: &mut Kept,
    by: EntererId,
    field: &Field,
    figure: Option<u32>,
) -> Result<(), Refusal> {
    if figure.is_none() && !matches!(field, Field::Written(..)) {
        return Err(Refusal::Printed(field.clone()));
    }
    if figure.is_some_and(|figure| figure > MAX_FIGURE) {
        return Err(Refusal::TooLarge(field.clone()));
    }
    let mut entries = kept.first.iter_mut().chain(&mut kept.second);
    let own = entries.find(|entry| entry.by == by).ok_or(Refusal::NotEnterer)?;
    if own.figures.get(field).copied() == figure {
        return Err(Refusal::Unchanged(field.clone()));
    }
    match figure {
        Some(figure) => own.figures.insert(field.clone(), figure),
        None => own.figures.remove(field),
    };
    Ok(())
}
