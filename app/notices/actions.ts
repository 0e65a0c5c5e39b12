"use server";
import { z } from "zod";
import { action } from "@/app/boundary";
import * as notices from "@/db/notices";

export const readAll = action(z.object({}), (viewer) => notices.markAllRead(viewer));
