//! Suspension (中止开放) and its end (Order 21, Article 22): the state of a dataset's door, and the commands that move it.

use serde::{Deserialize, Serialize};

use crate::refused::Refused;
use crate::time::Moment;

/// What the public is told of a closed dataset. It names the law and the reason, and nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The article it rests on, as the person who closed it gave it, such as `O21-22`.
    pub article: String,
    /// The public reason.
    pub reason: String,
    /// Since when.
    pub since: Moment,
}

/// Whether the data of a published entry may leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "door", rename_all = "snake_case")]
pub enum Door {
    /// As its open type says.
    Open,
    /// Closed while a claim is checked; says nothing of the outcome.
    Suspended {
        /// The public notice.
        notice: Notice,
    },
    /// Closed for good.
    Withdrawn {
        /// The public notice.
        notice: Notice,
    },
}

/// What can be done to a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Close it at once, on every channel.
    Suspend {
        /// The article.
        article: String,
        /// The public reason.
        reason: String,
    },
    /// Open it again, the same versions as before.
    Restore,
}

impl Door {
    /// Code of the state in the database and in interfaces.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Suspended { .. } => "suspended",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// The public notice of a closed door.
    pub const fn notice(&self) -> Option<&Notice> {
        match self {
            Self::Open => None,
            Self::Suspended { notice } | Self::Withdrawn { notice } => Some(notice),
        }
    }

    /// O21-22: the door after a command.
    pub fn decide(&self, command: Command, now: Moment) -> Result<Self, Refused> {
        match (self, command) {
            (Self::Open, Command::Suspend { article, reason }) => Ok(Self::Suspended {
                notice: Notice {
                    article,
                    reason,
                    since: now,
                },
            }),
            (Self::Suspended { .. }, Command::Restore) => Ok(Self::Open),
            (Self::Suspended { .. }, Command::Suspend { .. }) => Err(Refused::AlreadySuspended),
            (Self::Open, Command::Restore) => Err(Refused::NotSuspended),
            (Self::Withdrawn { notice }, Command::Suspend { .. } | Command::Restore) => {
                Err(Refused::Withdrawn { notice: notice.clone() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o21_22_every_state_and_command_has_one_answer() {
        let now = Moment::from_micros(7);
        let notice = Notice {
            article: "O21-22".into(),
            reason: "r".into(),
            since: now,
        };
        let states = [
            Door::Open,
            Door::Suspended { notice: notice.clone() },
            Door::Withdrawn { notice },
        ];
        let commands = [
            Command::Suspend {
                article: "O21-22".into(),
                reason: "r".into(),
            },
            Command::Restore,
        ];
        let mut table = String::new();
        for state in &states {
            for command in &commands {
                let name = if matches!(command, Command::Restore) {
                    "restore"
                } else {
                    "suspend"
                };
                let outcome = match state.decide(command.clone(), now) {
                    Ok(next) => next.as_str().to_owned(),
                    Err(refused) => format!("refused: {}", refused.code()),
                };
                table.push_str(&format!("{} + {name} -> {outcome}\n", state.as_str()));
            }
        }
        insta::assert_snapshot!(table, @r"
        open + suspend -> suspended
        open + restore -> refused: not-suspended
        suspended + suspend -> refused: already-suspended
        suspended + restore -> open
        withdrawn + suspend -> refused: withdrawn
        withdrawn + restore -> refused: withdrawn
        ");
    }
}
