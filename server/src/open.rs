//! Opens what the settings name: the database and the files store.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use backend::clock::SystemClock;
use backend::mail::Post;
use backend::store::Db;
use backend::vault::Vault;
use backend::{Backend, Settings};
use domain::text::Text;
use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;

use crate::config::Config;

/// The backend of these settings, with its tables up to date.
pub async fn backend(config: &Config) -> anyhow::Result<Backend> {
    let db = Db::open(&config.database_url()).await?;
    db.migrate().await?;
    let files = files(&config.files_store())?;
    let key = config
        .security
        .key
        .clone()
        .unwrap_or_else(|| config.data.join("portal.key"));
    let settings = Settings {
        name: Text::both(&config.portal.name_zh, &config.portal.name_en),
        origin: config.base_url(),
        staff_second_factor: config.security.staff_second_factor.unwrap_or(!config.demo),
    };
    std::fs::create_dir_all(&config.data)?;
    Ok(Backend::new(
        db,
        files,
        config.data.join("index"),
        Arc::new(SystemClock),
        Vault::open(&key)?,
        settings,
    ))
}

/// The way of mail.
pub fn post(config: &Config) -> anyhow::Result<Post> {
    let sender = &config.mail.sender;
    match &config.mail.server {
        Some(server) => Post::by_server(server, sender),
        None => Post::into_folder(config.data.join("mail"), sender),
    }
}

/// A folder, made when it is missing, or a bucket whose keys stand in the environment.
fn files(store: &str) -> anyhow::Result<Arc<dyn ObjectStore>> {
    let Some(bucket) = store.strip_prefix("s3://") else {
        let folder = Path::new(store);
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {store}"))?;
        let local =
            LocalFileSystem::new_with_prefix(folder).with_context(|| format!("cannot open the folder {store}"))?;
        return Ok(Arc::new(local));
    };
    let (name, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
    let s3 = AmazonS3Builder::from_env()
        .with_bucket_name(name)
        .build()
        .with_context(|| format!("cannot open the files store {store}"))?;
    Ok(match prefix.trim_matches('/') {
        "" => Arc::new(s3),
        prefix => Arc::new(PrefixStore::new(s3, prefix)),
    })
}
