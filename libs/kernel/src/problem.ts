/** One failure of one field: which, against which rule, and how to mend it. */
export interface Failure {
  /** RFC 6901 JSON pointer into what was sent. */
  pointer: string;
  /** Kebab-case name of the rule. */
  rule: string;
  detail: string;
  hint?: string;
}

/** Why nothing was recorded. `status` is the HTTP status that every channel reports. */
export interface Refusal {
  outcome: 'refused';
  status: 400 | 403 | 404 | 409 | 412 | 413 | 422 | 429 | 503;
  title: string;
  errors: Failure[];
}
