/** The address of a PostgreSQL database. */

const protocols = ['postgres:', 'postgresql:'];

const escapes = 'in its user name and password, write % as %25, # as %23, @ as %40, / as %2F, ? as %3F and : as %3A';

/** @returns what is wrong with the address, without quoting it: it may contain a password */
export function findUrlProblem(value: string): string | undefined {
  if (!protocols.some((protocol) => value.toLowerCase().startsWith(`${protocol}//`))) return 'must be a URL that begins with postgres:// or postgresql://';
  return isUnambiguous(value) ? undefined : `cannot be read as a URL: ${escapes}`;
}

/** Whether the address means what it says: an unescaped character would end the password too early. */
function isUnambiguous(value: string): boolean {
  if (value.includes('#') || !URL.canParse(value)) return false;
  const { username, password, pathname, searchParams } = new URL(value);
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part);
  } catch {
    return false;
  }
  // After the end of a password, the “@” before the host comes too late.
  return ![pathname, ...searchParams.keys()].some((part) => part.includes('@'));
}

/**
 * Checks the certificate wherever TLS is required. The driver does so as well, but announces that it will stop. The file of a
 * private certificate authority is named by `sslrootcert`.
 */
export function verifyCertificate(value: string): string {
  const url = new URL(value);
  const mode = url.searchParams.get('sslmode') ?? '';
  if (!['prefer', 'require', 'verify-ca'].includes(mode) || url.searchParams.has('uselibpqcompat')) return value;
  url.searchParams.set('sslmode', 'verify-full');
  return url.href;
}

const untrustedCertificate = ['SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'];

/** @returns what to do about an error of the connection, beyond a check of the address */
export const getConnectionHint = (code: string | undefined): string =>
  code !== undefined && untrustedCertificate.includes(code) ? '; if the certificate is of an authority of your own, add sslrootcert=/path/to/ca.pem to it' : '';
