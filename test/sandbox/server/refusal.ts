/** How the platform says no: status, error code and body in the shapes its answers really have. */

/** Thrown by any operation; the pipeline turns it into the answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** The common shape: the code on the top level and again inside `errors`. */
export function refuse(status: number, errorCode: string, message: string, more: Record<string, unknown> = {}): Refusal {
  return new Refusal(status, { errorCode, message, errors: [{ errorCode, message, ...more }], ...more });
}

export function badParameter(parameterName: string, parameterValue: string | null | undefined, status = 400): Refusal {
  return refuse(status, 'CMN-101', `Parameter [${parameterName}] value is invalid.`, {
    parameterName,
    parameterValue: parameterValue ?? '',
  });
}

export function notFound(parameterName: string): Refusal {
  return refuse(404, 'CMN-102', `Resource for parameter [${parameterName}] is not found`, { parameterName });
}

/** Application scope missing: the top-level code differs from the inner one. */
export function missingScope(permissionName: string): Refusal {
  const message = `In order to call this API endpoint, application needs to have [${permissionName}] permission`;
  return new Refusal(403, {
    errorCode: 'InsufficientPermissions',
    message,
    permissionName,
    errors: [{ errorCode: 'CMN-401', message, permissionName }],
  });
}

export function missingPermission(permissionName: string): Refusal {
  const message = `In order to call this API endpoint, user needs to have [${permissionName}] permission for requested resource.`;
  return refuse(403, 'CMN-408', message, { permissionName });
}

/** The token endpoint's shape (RFC 6749 names beside the platform's own). */
export function refuseOAuth(status: number, error: string, errorCode: string, message: string): Refusal {
  return new Refusal(status, { error, error_description: message, errors: [{ errorCode, message }] });
}

/** Team Messaging answers some errors with a message and an inner name instead of a CMN code. */
export function refuseMessaging(status: number, errorCode: string, message: string): Refusal {
  return new Refusal(status, { message, errors: [{ errorCode, message }] });
}
