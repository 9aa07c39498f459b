/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "aip-cut-json.h"
#include "aip-error.h"
#include "aip-render-encoder.h"
#include "aip-render-file.h"
#include "aip-render-join.h"
#include "aip-render-painter.h"
#include "aip-render-part.h"
#include "aip-render.h"

/* Parts end at a cut where there is one after the shorter time, and at the longer one anyway. */
#define MIN_PART_SECONDS 4
#define MAX_PART_SECONDS 12

typedef struct {
  AipCut                 *cut;
  const char             *folder;
  const AipRenderOptions *options;
  AipRenderProgress      *progress;
  GCancellable           *cancellable;
  AipRenderReport        *report;

  const char             *encoder;
  char                   *work;      /* folder */
  gint64                  n_slate;
  gint64                  total;
  GArray                 *starts;    /* gint64: first frame of each part */
  GArray                 *lengths;   /* guint */
  GStrvBuilder           *paths;
  GStrv                   parts;
} Render;

void
aip_render_report_clear (AipRenderReport *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->problems, g_strfreev);
}

static void
tell (Render         *self,
      AipRenderStage  stage,
      gint64          done)
{
  if (self->progress == NULL)
    return;

  g_atomic_int_set (&self->progress->stage, (gint) stage);
  g_atomic_int_set (&self->progress->done, (gint) MIN (done, G_MAXINT));
  g_atomic_int_set (&self->progress->total, (gint) MIN (self->total, G_MAXINT));
}

/* Parts --------------------------------------------------------------------------------------- */

/* The first frame of the next shot, of what is rendered. */
static gint64
find_next_cut (Render *self,
               gint64  frame)
{
  gint64 film = frame - self->n_slate + self->options->first;
  const AipCutShot *shot;
  guint index;

  if (frame < self->n_slate)
    return self->n_slate;
  if (!aip_cut_find_frame (self->cut, film, &index))
    return self->total;
  shot = aip_cut_get_shot (self->cut, index);

  return MIN (self->total, frame + shot->record + shot->duration - film);
}

static void
plan_parts (Render *self)
{
  gint64 second = aip_frame_rate_get_nominal (aip_cut_get_rate (self->cut));

  for (gint64 start = 0; start < self->total; )
    {
      gint64 end = find_next_cut (self, start);
      guint length;

      while (end < self->total && end - start < MIN_PART_SECONDS * second)
        end = find_next_cut (self, end);
      end = MIN (end, start + MAX_PART_SECONDS * second);
      length = (guint) (end - start);
      g_array_append_val (self->starts, start);
      g_array_append_val (self->lengths, length);
      start = end;
    }
}

/* A file that was replaced since is another one. */
static void
add_file (Render    *self,
          GChecksum *checksum,
          const char *file)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  GStatBuf status = { 0 };

  if (file == NULL)
    return;
  path = g_build_filename (self->folder, file, NULL);
  if (g_stat (path, &status) != 0)
    return;
  text = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld\n",
                          (gint64) status.st_size, (gint64) status.st_mtim.tv_sec,
                          (long) status.st_mtim.tv_nsec);
  g_checksum_update (checksum, (const guchar *) text, -1);
}

static void
add_shots (Render    *self,
           GChecksum *checksum,
           gint64     first,
           gint64     last)
{
  guint from;
  guint to;

  if (!aip_cut_find_frame (self->cut, first, &from) || !aip_cut_find_frame (self->cut, last, &to))
    return;

  /* The neighbours may be seen in transitions. */
  from = from > 0 ? from - 1 : 0;
  to = MIN (to + 1, aip_cut_get_n_shots (self->cut) - 1);
  for (guint i = from; i <= to; i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (self->cut, i);
      g_autofree char *text = aip_cut_shot_to_json (shot);
      g_autofree char *place = g_strdup_printf ("%" G_GINT64_FORMAT "\n", shot->record - first);

      g_checksum_update (checksum, (const guchar *) text, -1);
      g_checksum_update (checksum, (const guchar *) place, -1);
      add_file (self, checksum, shot->file);
    }
}

/* Everything that decides about what is seen in a part; the same name is the same pixels. */
static char *
dup_part_path (Render *self,
               guint   index)
{
  const AipRenderOptions *options = self->options;
  const AipCutOverlay *overlay = &options->overlay;
  const AipFrameRate *rate = aip_cut_get_rate (self->cut);
  gint64 start = g_array_index (self->starts, gint64, index);
  guint length = g_array_index (self->lengths, guint, index);
  gint64 film = start - self->n_slate + options->first;
  gboolean counts = overlay->parts & (AIP_CUT_OVERLAY_RECORD | AIP_CUT_OVERLAY_FRAME);
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *head = NULL;
  g_autofree char *name = NULL;

  head = g_strdup_printf (PACKAGE_VERSION "\n%s\n%d %d %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT
                          " %d\n%u %d %s\n%u %" G_GINT64_FORMAT "\n",
                          self->encoder, options->width, options->height, rate->numerator,
                          rate->denominator, rate->drop_frame, (guint) overlay->parts,
                          overlay->ratio, overlay->text != NULL ? overlay->text : "", length,
                          counts ? aip_cut_get_start (self->cut) + film : 0);
  g_checksum_update (checksum, (const guchar *) head, -1);
  if (start < self->n_slate)
    {
      g_autofree char *slate = g_strdup_printf (
        "%s\n%s\n%s\n%s\n%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
        aip_cut_get_name (self->cut), aip_cut_get_code (self->cut),
        options->note != NULL ? options->note : "", options->date, start,
        aip_cut_get_start (self->cut) + options->first, options->n_frames);

      g_checksum_update (checksum, (const guchar *) slate, -1);
    }
  add_shots (self, checksum, MAX (options->first, film),
             MAX (options->first, film + (gint64) length - 1));
  name = g_strconcat (g_checksum_get_string (checksum), ".part", NULL);

  return g_build_filename (self->work, name, NULL);
}

static void
name_parts (Render *self)
{
  for (guint i = 0; i < self->starts->len; i++)
    g_strv_builder_take (self->paths, dup_part_path (self, i));
  self->parts = g_strv_builder_end (self->paths);
}

/* What an earlier render of something else has left would never be used again. */
static void
remove_strangers (Render *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->work, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->work, name, NULL);

      if (g_str_has_suffix (name, ".part") &&
          !g_strv_contains ((const char *const *) self->parts, path))
        g_unlink (path);
    }
  aip_render_file_sweep (self->work);
}

/* Encoding ------------------------------------------------------------------------------------ */

static void
add_problems (Render            *self,
              GStrvBuilder      *all,
              GHashTable        *known,
              const char *const *problems)
{
  for (guint i = 0; problems[i] != NULL; i++)
    if (*problems[i] != '\0' && g_hash_table_add (known, g_strdup (problems[i])))
      g_strv_builder_add (all, problems[i]);
}

static gboolean
encode_part (Render            *self,
             AipRenderPainter  *painter,
             AipRenderEncoder  *encoder,
             guint              index,
             GError           **error)
{
  gint64 start = g_array_index (self->starts, gint64, index);
  guint length = g_array_index (self->lengths, guint, index);
  g_auto(GStrv) problems = NULL;

  for (guint i = 0; i < length; i++)
    {
      GstBuffer *buffer = aip_render_painter_paint (painter, start + i, self->cancellable, error);

      if (buffer == NULL ||
          !aip_render_encoder_push (encoder, buffer, self->cancellable, error))
        return FALSE;
      tell (self, AIP_RENDER_PICTURES, start + i + 1);
    }
  problems = aip_render_painter_take_problems (painter);
  aip_render_encoder_end (encoder, (const char *const *) problems);

  return TRUE;
}

static gboolean
encode (Render  *self,
        GError **error)
{
  g_autoptr(AipRenderPainter) painter = NULL;
  g_autoptr(AipRenderEncoder) last = NULL;
  g_autoptr(GstCaps) caps = NULL;

  painter = aip_render_painter_new (self->cut, self->folder, self->options);
  caps = aip_render_painter_get_caps (painter);

  for (guint i = 0; i < self->starts->len; i++)
    {
      guint length = g_array_index (self->lengths, guint, i);
      g_autoptr(AipRenderPart) kept = aip_render_part_open (self->parts[i], length);
      g_autoptr(AipRenderEncoder) encoder = NULL;

      if (kept != NULL)
        {
          self->report->n_kept++;
          tell (self, AIP_RENDER_PICTURES, g_array_index (self->starts, gint64, i) + length);
          continue;
        }

      encoder = aip_render_encoder_new (self->encoder, caps, aip_cut_get_rate (self->cut),
                                        self->parts[i], error);
      if (encoder == NULL || !encode_part (self, painter, encoder, i, error))
        return FALSE;
      /* The one before was encoding what it still had; it is about through. */
      if (last != NULL && !aip_render_encoder_finish (last, self->cancellable, error))
        return FALSE;
      g_clear_pointer (&last, aip_render_encoder_free);
      last = g_steal_pointer (&encoder);
    }

  return last == NULL || aip_render_encoder_finish (last, self->cancellable, error);
}

static void
read_problems (Render *self)
{
  g_autoptr(GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->starts->len; i++)
    {
      g_autoptr(AipRenderPart) part =
        aip_render_part_open (self->parts[i], g_array_index (self->lengths, guint, i));

      if (part != NULL)
        add_problems (self, all, known, aip_render_part_get_problems (part));
    }
  self->report->problems = g_strv_builder_end (all);
}

/* The film ------------------------------------------------------------------------------------ */

static gboolean
join (Render       *self,
      const char   *path,
      AipSoundMix  *mix,
      GError      **error)
{
  const AipRenderOptions *options = self->options;
  gboolean has_sound = mix != NULL && options->preset->sounds[0] != NULL;
  g_autoptr(AipLoudness) loudness = has_sound ? aip_loudness_new () : NULL;
  g_autofree char *temporary = aip_render_file_temporary (path);
  AipRenderJoin plan = {
    .options = options,
    .rate = aip_cut_get_rate (self->cut),
    .parts = (const char *const *) self->parts,
    .n_frames = (const guint *) (gpointer) self->lengths->data,
    .n_parts = self->starts->len,
    .mix = has_sound ? mix : NULL,
    .loudness = loudness,
    .done = self->progress != NULL ? &self->progress->done : NULL,
  };

  tell (self, AIP_RENDER_JOINING, 0);
  if (!aip_render_join_movie (&plan, temporary, self->cancellable, error) ||
      !aip_render_file_commit_closed (temporary, path, error))
    {
      g_unlink (temporary);
      return FALSE;
    }

  if (has_sound)
    {
      self->report->has_sound = TRUE;
      self->report->integrated = aip_loudness_get_integrated (loudness);
      self->report->range = aip_loudness_get_range (loudness);
      self->report->true_peak = aip_loudness_get_true_peak (loudness);
    }

  return TRUE;
}

static gboolean
join_images (Render      *self,
             const char  *path,
             GError     **error)
{
  const AipRenderOptions *options = self->options;
  g_autofree char *temporary = aip_render_file_temporary (path);
  g_autofree char *name = g_path_get_basename (path);
  AipRenderJoin plan = {
    .options = options,
    .rate = aip_cut_get_rate (self->cut),
    .parts = (const char *const *) self->parts,
    .n_frames = (const guint *) (gpointer) self->lengths->data,
    .n_parts = self->starts->len,
    .done = self->progress != NULL ? &self->progress->done : NULL,
  };

  tell (self, AIP_RENDER_JOINING, 0);
  if (g_mkdir (temporary, 0777) != 0)
    return aip_render_file_set_error (path, errno, error);

  /* An empty folder in its place is replaced. */
  if (!aip_render_join_images (&plan, temporary, name, self->n_slate > 0 ? 0 : options->first,
                               self->cancellable, error) ||
      (g_rename (temporary, path) != 0 && !aip_render_file_set_error (path, errno, error)))
    {
      aip_render_file_remove_folder (temporary);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_destination (Render      *self,
                   const char  *path,
                   GError     **error)
{
  gboolean is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr(GDir) dir = is_folder ? g_dir_open (path, 0, NULL) : NULL;

  if (is_folder && (self->options->preset->kind != AIP_RENDER_IMAGES || dir == NULL ||
                    g_dir_read_name (dir) != NULL))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_EXISTS,
                   _("“%s” is a folder that is there already. Choose another name."), name);
      return FALSE;
    }

  for (guint i = 0; i < aip_cut_get_n_shots (self->cut); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (self->cut, i);
      g_autofree char *file = shot->file != NULL ? g_build_filename (self->folder, shot->file, NULL)
                                                 : NULL;

      if (file != NULL && g_str_equal (file, path))
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_EXISTS,
                       _("“%s” is a take of %s, which the film is made of. Choose another name."),
                       name, shot->code);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
make_pictures (Render  *self,
               GError **error)
{
  self->encoder = aip_render_preset_get_encoder (self->options->preset);
  plan_parts (self);
  name_parts (self);
  self->report->n_parts = self->starts->len;
  if (g_mkdir (self->work, 0777) != 0 && errno != EEXIST)
    return aip_render_file_set_error (self->work, errno, error);
  remove_strangers (self);

  if (!encode (self, error))
    return FALSE;
  read_problems (self);

  return TRUE;
}

static gboolean
run (Render       *self,
     const char   *path,
     AipSoundMix  *mix,
     GError      **error)
{
  const AipRenderPreset *preset = self->options->preset;
  g_autofree char *beside = g_path_get_dirname (path);

  if (!aip_render_preset_check (preset, self->options->width, self->options->height, error) ||
      !check_destination (self, path, error))
    return FALSE;
  if (preset->kind == AIP_RENDER_SOUND && mix == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, _("The film has no sound."));
      return FALSE;
    }

  aip_render_file_sweep (beside);
  if (preset->kind != AIP_RENDER_SOUND && !make_pictures (self, error))
    return FALSE;

  return preset->kind == AIP_RENDER_IMAGES ? join_images (self, path, error)
                                           : join (self, path, mix, error);
}

gboolean
aip_render_run (AipCut                  *cut,
                const char              *folder,
                const char              *path,
                const AipRenderOptions  *options,
                AipSoundMix             *mix,
                AipRenderProgress       *progress,
                GCancellable            *cancellable,
                AipRenderReport         *report,
                GError                 **error)
{
  Render self = {
    .cut = cut, .folder = folder, .options = options, .progress = progress,
    .cancellable = cancellable, .report = report,
  };
  gint64 begin = g_get_monotonic_time ();
  g_autofree char *beside = NULL;
  g_autofree char *name = NULL;
  g_autofree char *hidden = NULL;
  gboolean good;

  g_return_val_if_fail (cut != NULL && folder != NULL && path != NULL, FALSE);
  g_return_val_if_fail (options != NULL && options->n_frames > 0, FALSE);
  g_return_val_if_fail (report != NULL, FALSE);

  *report = (AipRenderReport) { 0 };
  beside = g_path_get_dirname (path);
  name = g_path_get_basename (path);
  hidden = g_strdup_printf (".%s.parts", name);
  self.work = g_build_filename (beside, hidden, NULL);
  self.n_slate = aip_render_options_get_slate (options, aip_cut_get_rate (cut));
  self.total = options->n_frames + self.n_slate;
  self.starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.lengths = g_array_new (FALSE, FALSE, sizeof (guint));
  self.paths = g_strv_builder_new ();
  report->n_frames = self.total;

  good = run (&self, path, options->silent ? NULL : mix, error);
  report->seconds = (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;

  /* What failed may be tried again and then has its parts; who cancels does not want any. */
  if (good || g_cancellable_is_cancelled (cancellable))
    aip_render_file_remove_folder (self.work);
  g_array_unref (self.starts);
  g_array_unref (self.lengths);
  g_strv_builder_unref (self.paths);
  g_strfreev (self.parts);
  g_free (self.work);

  return good;
}
