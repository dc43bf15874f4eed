//! What was not taken over, and why.

/// A remark about something that was left out or changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Note {
    /// What happened.
    pub kind: NoteKind,
    /// To what: a name, an address or a short phrase.
    pub detail: String,
}

/// What can happen to a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// A shortcode of a plug-in was removed.
    UnknownShortcode,
    /// A block of a plug-in, of which only the HTML within was kept, or a block that the site
    /// built anew on each visit, of which there is nothing to keep.
    UnknownBlock,
    /// An element that may not stand in a post was removed.
    DroppedElement,
    /// Something of another site was embedded, and is a link now.
    EmbedAsLink,
    /// A picture was loaded from another site, and is a link now.
    ForeignImage,
    /// A sound or a film was loaded from another site, and is a link now.
    ForeignMedia,
    /// A gallery or a list of recordings whose files are not in the export.
    MissingMedia,
    /// The text was divided into several pages, and is one now.
    PageBreak,
    /// The text was too tangled to be read as HTML, and is plain text now.
    TooComplex,
}

impl NoteKind {
    /// The remark as the beginning of a sentence, to be followed by a colon and the detail.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::UnknownShortcode => "A shortcode of a plug-in was removed",
            Self::UnknownBlock => "A block could not be taken over as it was",
            Self::DroppedElement => "An element that may not stand in a post was removed",
            Self::EmbedAsLink => "An embedded page became a link",
            Self::ForeignImage => "A picture from another site became a link",
            Self::ForeignMedia => "A recording from another site became a link",
            Self::MissingMedia => "Files are missing from the export",
            Self::PageBreak => "Several pages became one",
            Self::TooComplex => "The text was too tangled and became plain text",
        }
    }
}

/// The most notes that are kept of one text.
const MOST_NOTES: usize = 200;
/// The longest detail, in characters.
const LONGEST_DETAIL: usize = 300;

/// Collects notes, each once.
#[derive(Debug, Default)]
pub(super) struct Notes {
    notes: Vec<Note>,
}

impl Notes {
    pub(super) fn add(&mut self, kind: NoteKind, detail: impl AsRef<str>) {
        let detail: String = detail
            .as_ref()
            .chars()
            .filter(|character| !character.is_control())
            .take(LONGEST_DETAIL)
            .collect();
        let note = Note { kind, detail };
        if self.notes.len() < MOST_NOTES && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    pub(super) fn into_list(self) -> Vec<Note> {
        self.notes
    }
}
