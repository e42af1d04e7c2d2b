/** The cookie that carries a person's session. */
export const sessionCookie = 'hub_session';
