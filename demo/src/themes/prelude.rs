//! What every theme needs.

pub(super) use std::io;

pub(super) use domain::entry::AccessMethod::{Api, Download, Sandbox};
pub(super) use domain::entry::Theme;
pub(super) use domain::file::Format::{Csv, GeoJson, Json, Xlsx};
pub(super) use domain::frequency::Frequency::{
    Daily, Halfyearly, Hourly, Irregular, Monthly, Once, Quarterly, Realtime, Weekly, Yearly,
};

pub(super) use crate::DemoEntry;
pub(super) use crate::calendar::{at, busy, day, month_of, sun, warmth, weekend};
pub(super) use crate::cell::{Edition, Sink, cells, dec};
pub(super) use crate::conditions;
pub(super) use crate::draft::Trend::{Falling, Rising, Steady};
pub(super) use crate::draft::{entry, items};
pub(super) use crate::place::{self, DISTRICTS, Site, sites, sites_in};
pub(super) use crate::rng::Rng;
