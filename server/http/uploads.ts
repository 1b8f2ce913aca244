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

declare module 'express-serve-static-core' {
  interface Locals {
    upload?: Upload;
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

/** What the form of an uploading route brought. */
export const uploadOf = (res: Response): Upload => res.locals.upload ?? { file: null, tooLarge: false };
