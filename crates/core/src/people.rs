//! People: one account for the whole umbrella, and roles that hold at a place of the tree and beneath it.

mod accounts;
mod audit;
mod belongings;
mod erasing;
mod invitations;
mod join_requests;
mod limits;
mod links;
mod memberships;
mod names;
mod passkeys;
mod role;
mod sessions;

pub use accounts::{Account, LONGEST_NAME, NewAccount, Verified};
pub use audit::{Act, AuditEntry, record};
pub use belongings::belongings;
pub use erasing::{CommentTexts, Farewell, UnderName, erase, kept_alone};
pub use invitations::Invitation;
pub use join_requests::{Decision, JoinRequest, LONGEST_NOTE};
pub use limits::{Limit, prune_limits, take};
pub use links::{OneTimeLink, Purpose};
pub use memberships::{Holder, Membership, PlaceHeld, Standing, standing};
pub use names::names_at;
pub use passkeys::{Passkey, RecoveryCode};
pub use role::Role;
pub use sessions::{ID_IDLE_SECONDS, Session, SignInCode, SignedIn, SiteSession, TRANSFER_SECONDS, prune_sessions};
