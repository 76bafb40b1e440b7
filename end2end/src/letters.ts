// Letters that the portal has sent: without a mail server they lie in a folder beside its data.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from './portal.js';

const FOLDER = join(process.env['KAICANG_DATA'] ?? '', 'mail');

function decoded(letter: string): string {
  const at = letter.indexOf('\r\n\r\n');
  const head = letter.slice(0, at).toLowerCase();
  const body = letter.slice(at + 4);
  if (head.includes('base64')) return Buffer.from(body, 'base64').toString('utf8');
  if (head.includes('quoted-printable')) return body.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  return body;
}

/** The link of the letter to an address that leads to a page, once it has come: its path and query. */
export async function linkFor(address: string, page: string): Promise<string> {
  let link = '';
  await expect
    .poll(async () => {
      const names = await readdir(FOLDER);
      for (const name of names.filter((name) => name.endsWith('.eml'))) {
        const letter = await readFile(join(FOLDER, name), 'utf8');
        if (!letter.toLowerCase().includes(`to: ${address}`)) continue;
        const found = decoded(letter).match(new RegExp(`https?://[^/\\s]+(\\S*${page}\\?key=[\\w-]+)`));
        if (found?.[1]) link = found[1];
      }
      return link;
    })
    .not.toBe('');
  return link;
}
