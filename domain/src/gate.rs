//! The gate (出口闸): the one decision whether bytes of a dataset leave the platform (rules, section 4).

use crate::entry::{AccessMethod, OpenType};
use crate::refused::Refused;
use crate::suspension::Door;

/// Who asks. Users with agreements join this list with the conditional data that only they may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Anyone, without an account.
    Visitor,
}

crate::codes! {
    /// The way in which content would leave.
    pub enum Channel {
        /// A stored file, whole or in ranges.
        Download = "download",
        /// Rows or other content through an interface.
        Api = "api",
        /// The first rows on a page.
        Preview = "preview",
        /// A drawing made from the content: map or chart.
        Drawing = "drawing",
        /// Several files in one archive.
        Archive = "archive",
    }
}

impl Channel {
    /// The access method that an entry must offer for this channel; looking needs none (O21-18b).
    pub const fn method(self) -> Option<AccessMethod> {
        match self {
            Self::Download | Self::Archive => Some(AccessMethod::Download),
            Self::Api => Some(AccessMethod::Api),
            Self::Preview | Self::Drawing => None,
        }
    }
}

/// The facts that the gate decides on, all read from the primary database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Whether the entry is published (O21-12d).
    pub published: bool,
    /// The door.
    pub door: Door,
    /// Open type, when stated.
    pub open_type: Option<OpenType>,
    /// Methods that the entry offers.
    pub access: Vec<AccessMethod>,
}

/// Decides whether content leaves. The order of refusal is the law's (rules, section 4): withdrawn, suspended, not
/// published, sign-in, agreement. O21-14: unconditional data leaves for everyone, without an account. O21-15b:
/// conditional data leaves only under an agreement.
pub fn decide(subject: Subject, channel: Channel, facts: &Facts) -> Result<(), Refused> {
    match &facts.door {
        Door::Withdrawn { notice } => return Err(Refused::Withdrawn { notice: notice.clone() }),
        Door::Suspended { notice } => return Err(Refused::Suspended { notice: notice.clone() }),
        Door::Open => {}
    }
    if !facts.published {
        return Err(Refused::NotPublished);
    }
    match (facts.open_type, subject) {
        (None, _) => return Err(Refused::OpenTypeUnknown),
        (Some(OpenType::NotOpen), _) => return Err(Refused::NotOpen),
        (Some(OpenType::Conditional), Subject::Visitor) => return Err(Refused::SignInNeeded),
        (Some(OpenType::Unconditional), Subject::Visitor) => {}
    }
    match channel.method() {
        Some(method) if !facts.access.contains(&method) => Err(Refused::MethodNotOffered),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suspension::Notice;
    use crate::time::Moment;

    fn facts() -> Facts {
        Facts {
            published: true,
            door: Door::Open,
            open_type: Some(OpenType::Unconditional),
            access: vec![AccessMethod::Download, AccessMethod::Api],
        }
    }

    fn notice() -> Notice {
        Notice {
            article: "O21-22".into(),
            reason: "核实中".into(),
            since: Moment::from_micros(1),
        }
    }

    #[test]
    fn o21_14_unconditional_data_is_for_everyone() {
        for channel in Channel::ALL {
            assert_eq!(decide(Subject::Visitor, *channel, &facts()), Ok(()));
        }
    }

    #[test]
    fn o21_15b_conditional_data_needs_a_known_user() {
        let facts = Facts {
            open_type: Some(OpenType::Conditional),
            ..facts()
        };
        for channel in Channel::ALL {
            assert_eq!(decide(Subject::Visitor, *channel, &facts), Err(Refused::SignInNeeded));
        }
    }

    #[test]
    fn o21_11b_what_is_not_open_or_not_stated_stays_inside() {
        let closed = Facts {
            open_type: Some(OpenType::NotOpen),
            ..facts()
        };
        assert_eq!(
            decide(Subject::Visitor, Channel::Preview, &closed),
            Err(Refused::NotOpen)
        );
        let unknown = Facts {
            open_type: None,
            ..facts()
        };
        assert_eq!(
            decide(Subject::Visitor, Channel::Preview, &unknown),
            Err(Refused::OpenTypeUnknown)
        );
    }

    #[test]
    fn o21_22_refusals_come_in_the_order_of_the_rules() {
        let mut worst = Facts {
            published: false,
            door: Door::Withdrawn { notice: notice() },
            open_type: Some(OpenType::Conditional),
            access: vec![],
        };
        let status =
            |facts: &Facts| decide(Subject::Visitor, Channel::Download, facts).map_err(|refused| refused.status());
        assert_eq!(status(&worst), Err(410));
        worst.door = Door::Suspended { notice: notice() };
        assert_eq!(status(&worst), Err(451));
        worst.door = Door::Open;
        assert_eq!(status(&worst), Err(404));
        worst.published = true;
        assert_eq!(status(&worst), Err(401));
        worst.open_type = Some(OpenType::Unconditional);
        assert_eq!(status(&worst), Err(403));
        worst.access = vec![AccessMethod::Download];
        assert_eq!(status(&worst), Ok(()));
    }
}
