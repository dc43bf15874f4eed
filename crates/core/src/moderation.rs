//! Keeping a place safe: which comments wait, what was reported, what people may not do for now, what moderators did,
//! and who looks at it again.

mod acts;
mod marks;
mod reports;
mod rules;
mod sanctions;
mod transparency;

pub use acts::{ActKind, AppealState, LONGEST_WORDS, ModerationAct, Reason, SubjectKind, moderators};
pub use marks::{Neighbours, forget_marks, neighbours};
pub use reports::{Report, ReportState};
pub use rules::{CommentRules, Commenting, Facts, Hold, MOST_WORDS, Writer, commenting, judge};
pub use sanctions::{Sanction, SanctionKind};
pub use transparency::{Quarter, quarters};
