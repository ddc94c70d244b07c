import { z } from 'zod';

/** What the heading of every imported edition says, beside its name and what it holds. */
export const editionHeading = {
  sha256: z.string().describe('Of its content as canonical JSON (RFC 8785)'),
  title: z.string(),
  source: z.string(),
  published: z.string(),
  licence: z.string(),
  notes: z.array(z.string()),
};

interface Headed {
  title: string;
  source: string;
  published: string;
  licence: string;
  notes: readonly string[];
}

/** What an edition says of itself. */
export const aboutEdition = ({ title, source, published, licence, notes }: Headed) => ({
  ...{ title, source, published, licence },
  notes: [...notes],
});
