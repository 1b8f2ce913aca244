import type { RequestHandler, Response } from 'express';
import multer, { memoryStorage, MulterError } from 'multer';
import { Refusal } from '../domain/refusal.ts';
import { refuseOddShapes } from './shape.ts';

/** A file as a form brought it: its name is what the visitor's computer says, and is believed in nothing. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What a form brought: a file, none, or one that was too large to be read. */
export interface Upload {
  readonly file: UploadedFile | null;
  readonly tooLarge: boolean;
}

/** What a form with several files brought; the first thing that was wrong with them, in which case none is there. */
export interface Uploads {
  readonly files: readonly UploadedFile[];
  readonly fault: 'size' | 'count' | null;
}

declare module 'express-serve-static-core' {
  interface Locals {
    upload?: Upload;
    uploads?: Uploads;
  }
}

/** The greatest file that a form may bring, in bytes. */
export const GREATEST_UPLOAD = 5 * 1024 * 1024;

// A form of ours with a file has one file, named so, and a handful of short fields, none of which nests.
const form = multer({
  storage: memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: GREATEST_UPLOAD, files: 1, fields: 8, parts: 10, fieldSize: 4 * 1024, fieldNameSize: 64, headerPairs: 16, fieldNestingDepth: 0 },
}).single('file');

/** Reads a form with a file into memory; a file that is too large is told to the handler, for it has a page to say so on. Refuses `bad_request`. */
export const readUpload: RequestHandler = (req, res, next) => {
  form(req, res, (error: unknown) => {
    const tooLarge = error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE';
    if (error !== undefined && error !== null && !tooLarge) return next(new Refusal('bad_request'));
    res.locals.upload = { file: tooLarge || req.file === undefined ? null : { name: req.file.originalname, bytes: req.file.buffer }, tooLarge };
    refuseOddShapes(req, res, next);
  });
};

/** So many files may come in a form that takes several. */
export const MOST_UPLOADS = 5;

const forms = multer({
  storage: memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: GREATEST_UPLOAD, files: MOST_UPLOADS, fields: 8, parts: 8 + MOST_UPLOADS, fieldSize: 32 * 1024, fieldNameSize: 64, headerPairs: 16, fieldNestingDepth: 0 },
}).array('files', MOST_UPLOADS);

/** Reads a form with up to five files named `files` into memory; too large or too many are told to the handler. Refuses `bad_request`. */
export const readUploads: RequestHandler = (req, res, next) => {
  forms(req, res, (error: unknown) => {
    const fault = !(error instanceof MulterError) ? null : error.code === 'LIMIT_FILE_SIZE' ? 'size' : error.code === 'LIMIT_FILE_COUNT' || error.code === 'LIMIT_UNEXPECTED_FILE' ? 'count' : null;
    if (error !== undefined && error !== null && fault === null) return next(new Refusal('bad_request'));
    const files = Array.isArray(req.files) && fault === null ? req.files : [];
    res.locals.uploads = { files: files.filter(({ size }) => size > 0).map(({ originalname, buffer }) => ({ name: originalname, bytes: buffer })), fault };
    refuseOddShapes(req, res, next);
  });
};

/** What the form of a route that takes several files brought. */
export const uploadsOf = (res: Response): Uploads => res.locals.uploads ?? { files: [], fault: null };

/** What the form of an uploading route brought. */
export const uploadOf = (res: Response): Upload => res.locals.upload ?? { file: null, tooLarge: false };
