/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-commands"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-timeline-commands.h"

#define PLAY N_("Play")
#define MOVE N_("Playhead")
#define EDIT N_("Edit the Cut")
#define MARK N_("Sound and Markers")
#define TOOL N_("Tools of the Timeline")
#define PICK N_("Select in the Timeline")
#define LOOK N_("View of the Timeline")

static const AipTimelineCommand commands[] = {
  { "timeline.play", N_("Play or Pause"), PLAY, { "space" } },
  { "timeline.play-forward", N_("Play, Again for Faster"), PLAY, { "l" } },
  { "timeline.play-backward", N_("Play Backwards, Again for Faster"), PLAY, { "j" } },
  { "timeline.stop", N_("Stop; Held with J or L: Step"), PLAY, { "k" } },
  { "timeline.play-around", N_("Play Around the Edit"), PLAY, { "slash" } },
  { "timeline.play-range", N_("Play from In to Out"), PLAY, { "<Alt>slash" } },
  { "timeline.loop", N_("Loop"), PLAY, { "<Control>l" } },
  { "timeline.full-screen", N_("Full Screen"), PLAY, { "p", "F11" } },

  { "timeline.step(-1)", N_("One Frame Back"), MOVE, { "Left" } },
  { "timeline.step(1)", N_("One Frame On"), MOVE, { "Right" } },
  { "timeline.step-second(-1)", N_("One Second Back"), MOVE, { "<Shift>Left" } },
  { "timeline.step-second(1)", N_("One Second On"), MOVE, { "<Shift>Right" } },
  { "timeline.previous-cut", N_("Previous Cut"), MOVE, { "Up" } },
  { "timeline.next-cut", N_("Next Cut"), MOVE, { "Down" } },
  { "timeline.go-start", N_("Beginning"), MOVE, { "Home" } },
  { "timeline.go-end", N_("End"), MOVE, { "End" } },
  { "timeline.go-to", N_("Go to a Time Code…"), MOVE, { "g", "equal" } },
  { "timeline.set-in", N_("Set In"), MOVE, { "i" } },
  { "timeline.set-out", N_("Set Out"), MOVE, { "o" } },
  { "timeline.mark-clip", N_("In and Out Around the Shot"), MOVE, { "x" } },
  { "timeline.clear-range", N_("Clear In and Out"), MOVE, { "<Alt>x" } },

  { "timeline.tool::select", N_("Select"), TOOL, { "a" } },
  { "timeline.tool::blade", N_("Blade"), TOOL, { "b" } },
  { "timeline.tool::ripple", N_("Ripple"), TOOL, { "r" } },
  { "timeline.tool::roll", N_("Roll"), TOOL, { "t" } },
  { "timeline.tool::slip", N_("Slip"), TOOL, { "y" } },
  { "timeline.tool::slide", N_("Slide"), TOOL, { "u" } },
  { "timeline.snapping", N_("Snapping"), TOOL, { "n" } },

  { "timeline.split", N_("Split at the Playhead"), EDIT, { "<Control>b" } },
  { "timeline.trim-start", N_("Trim the Start to the Playhead"), EDIT, { "q", "bracketleft" } },
  { "timeline.trim-end", N_("Trim the End to the Playhead"), EDIT, { "w", "bracketright" } },
  { "timeline.extend", N_("Extend the Edit to the Playhead"), EDIT, { "e" } },
  { "timeline.nudge(-1)", N_("Nudge a Frame to the Left"), EDIT, { "comma" } },
  { "timeline.nudge(1)", N_("Nudge a Frame to the Right"), EDIT, { "period" } },
  { "timeline.nudge(-10)", N_("Nudge Ten Frames to the Left"), EDIT,
    { "<Shift>comma", "less" } },
  { "timeline.nudge(10)", N_("Nudge Ten Frames to the Right"), EDIT,
    { "<Shift>period", "greater" } },
  { "timeline.length", N_("Length…"), EDIT, { "<Control>d" } },
  { "timeline.move-earlier", N_("Move Earlier"), EDIT, { "<Control><Shift>Left" } },
  { "timeline.move-later", N_("Move Later"), EDIT, { "<Control><Shift>Right" } },
  { "timeline.omit", N_("Omit from the Cut"), EDIT, { "Delete", "BackSpace" } },
  { "timeline.delete", N_("Delete the Shot"), EDIT, { "<Shift>Delete", "<Shift>BackSpace" } },
  { "timeline.take-newer", N_("Newer Take"), EDIT, { "<Alt>Up" } },
  { "timeline.take-older", N_("Older Take"), EDIT, { "<Alt>Down" } },

  { "timeline.marker-add", N_("Add or Edit a Marker"), MARK, { "m" } },
  { "timeline.marker-next", N_("Next Marker"), MARK, { "<Shift>Down" } },
  { "timeline.marker-previous", N_("Previous Marker"), MARK, { "<Shift>Up" } },
  { "timeline.marker-list", N_("List of Markers…"), MARK, { "<Shift>m" } },
  { "timeline.sound-add", N_("Add Sound…"), MARK, { "<Control><Shift>i" } },
  { "timeline.sound-gain", N_("Volume…"), MARK, { "<Control><Shift>g" } },
  { "timeline.sound-disable", N_("Switch Sound Off or On"), MARK, { "<Shift>e" } },
  { "timeline.sound-sync", N_("Bring Back in Sync"), MARK, { "<Control><Shift>y" } },
  { "timeline.sound-follows", N_("Sound Moves with the Shots"), MARK, { "<Shift>s" } },

  { "timeline.select-next", N_("Next Shot"), PICK, { "<Control>Right" } },
  { "timeline.select-previous", N_("Previous Shot"), PICK, { "<Control>Left" } },
  { "timeline.extend-next", N_("Select up to the Next Shot"), PICK, { "<Alt><Shift>Right" } },
  { "timeline.extend-previous", N_("Select up to the Previous Shot"), PICK,
    { "<Alt><Shift>Left" } },
  { "timeline.lane-next", N_("Track Below"), PICK, { "<Alt><Shift>Down" } },
  { "timeline.lane-previous", N_("Track Above"), PICK, { "<Alt><Shift>Up" } },
  { "timeline.select-at-playhead", N_("Shot at the Playhead"), PICK, { "d" } },
  { "timeline.select-edge", N_("Start, End or All of the Shot"), PICK, { "v" } },
  { "timeline.select-all", N_("All Shots"), PICK, { "<Control>a" } },
  { "timeline.select-none", N_("Nothing"), PICK, { "<Control><Shift>a" } },
  { "timeline.open", N_("Open the Record"), PICK, { "Return", "F2" } },
  { "timeline.show-in-table", N_("Show in the Table"), PICK, { "<Control>Return" } },
  { "timeline.menu", N_("Menu"), PICK, { "Menu", "<Shift>F10" } },

  { "timeline.zoom-in", N_("Zoom In"), LOOK, { "plus", "<Control>plus", "KP_Add" } },
  { "timeline.zoom-out", N_("Zoom Out"), LOOK, { "minus", "<Control>minus", "KP_Subtract" } },
  { "timeline.zoom-fit", N_("Zoom to Fit"), LOOK, { "<Shift>z", "0" } },
  { "timeline.zoom-selection", N_("Zoom to the Selection"), LOOK, { "z" } },
};

const AipTimelineCommand *
aip_timeline_commands_get_all (guint *n_commands)
{
  g_return_val_if_fail (n_commands != NULL, NULL);

  *n_commands = G_N_ELEMENTS (commands);

  return commands;
}
