/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-columns"

#include "config.h"

#include <string.h>

#include "aip-shot-layout.h"
#include "aip-text.h"

#define F AIP_LIST_UNIT_FRAMES
#define S AIP_LIST_UNIT_SECONDS
#define M AIP_LIST_UNIT_MINUTES

/*
 * Titles as people and programs write them in English, Korean and Japanese. Compared folded and
 * without anything but letters and digits, so “Shot-ID:” is “shotid”.
 */
static const struct {
  const char  *title;
  AipColumn    column;
  guint        rank;
  AipListUnit  unit;
} titles[] = {
  { "shotid", AIP_COLUMN_CODE, 0 }, { "shotcode", AIP_COLUMN_CODE, 0 },
  { "shotnumber", AIP_COLUMN_CODE, 0 }, { "shotno", AIP_COLUMN_CODE, 0 },
  { "shotnum", AIP_COLUMN_CODE, 0 }, { "shotnr", AIP_COLUMN_CODE, 0 },
  { "cutnumber", AIP_COLUMN_CODE, 0 }, { "cutno", AIP_COLUMN_CODE, 0 },
  { "cutid", AIP_COLUMN_CODE, 0 }, { "clipid", AIP_COLUMN_CODE, 0 },
  { "샷번호", AIP_COLUMN_CODE, 0 }, { "샷코드", AIP_COLUMN_CODE, 0 },
  { "샷아이디", AIP_COLUMN_CODE, 0 }, { "샷id", AIP_COLUMN_CODE, 0 },
  { "컷번호", AIP_COLUMN_CODE, 0 }, { "쇼트번호", AIP_COLUMN_CODE, 0 },
  { "ショット番号", AIP_COLUMN_CODE, 0 }, { "カット番号", AIP_COLUMN_CODE, 0 },
  { "カットno", AIP_COLUMN_CODE, 0 }, { "ショットno", AIP_COLUMN_CODE, 0 },
  { "id", AIP_COLUMN_CODE, 1 }, { "code", AIP_COLUMN_CODE, 1 }, { "코드", AIP_COLUMN_CODE, 1 },
  { "아이디", AIP_COLUMN_CODE, 1 }, { "コード", AIP_COLUMN_CODE, 1 },
  { "shot", AIP_COLUMN_CODE, 2 }, { "샷", AIP_COLUMN_CODE, 2 }, { "쇼트", AIP_COLUMN_CODE, 2 },
  { "컷", AIP_COLUMN_CODE, 2 }, { "cut", AIP_COLUMN_CODE, 2 },
  { "ショット", AIP_COLUMN_CODE, 2 }, { "カット", AIP_COLUMN_CODE, 2 },
  { "clip", AIP_COLUMN_CODE, 2 }, { "클립", AIP_COLUMN_CODE, 2 },
  { "no", AIP_COLUMN_CODE, 3 }, { "nr", AIP_COLUMN_CODE, 3 }, { "number", AIP_COLUMN_CODE, 3 },
  { "#", AIP_COLUMN_CODE, 3 }, { "№", AIP_COLUMN_CODE, 3 }, { "번호", AIP_COLUMN_CODE, 3 },
  { "순번", AIP_COLUMN_CODE, 3 }, { "番号", AIP_COLUMN_CODE, 3 }, { "index", AIP_COLUMN_CODE, 3 },

  { "scene", AIP_COLUMN_SCENE }, { "sceneid", AIP_COLUMN_SCENE },
  { "scenecode", AIP_COLUMN_SCENE }, { "scenenumber", AIP_COLUMN_SCENE },
  { "sceneno", AIP_COLUMN_SCENE }, { "scene#", AIP_COLUMN_SCENE },
  { "sc", AIP_COLUMN_SCENE }, { "sequence", AIP_COLUMN_SCENE }, { "seq", AIP_COLUMN_SCENE },
  { "씬", AIP_COLUMN_SCENE }, { "씬번호", AIP_COLUMN_SCENE }, { "신", AIP_COLUMN_SCENE },
  { "씬코드", AIP_COLUMN_SCENE }, { "장면", AIP_COLUMN_SCENE },
  { "장면번호", AIP_COLUMN_SCENE }, { "시퀀스", AIP_COLUMN_SCENE },
  { "シーン", AIP_COLUMN_SCENE }, { "シーン番号", AIP_COLUMN_SCENE }, { "場面", AIP_COLUMN_SCENE },
  { "scenename", AIP_COLUMN_SCENE_NAME }, { "scenetitle", AIP_COLUMN_SCENE_NAME },
  { "sceneheading", AIP_COLUMN_SCENE_NAME }, { "slugline", AIP_COLUMN_SCENE_NAME },
  { "씬이름", AIP_COLUMN_SCENE_NAME }, { "씬제목", AIP_COLUMN_SCENE_NAME },
  { "장면이름", AIP_COLUMN_SCENE_NAME }, { "장면제목", AIP_COLUMN_SCENE_NAME },
  { "シーン名", AIP_COLUMN_SCENE_NAME },

  { "shotsize", AIP_COLUMN_SIZE }, { "size", AIP_COLUMN_SIZE }, { "shottype", AIP_COLUMN_SIZE },
  { "framing", AIP_COLUMN_SIZE }, { "샷사이즈", AIP_COLUMN_SIZE }, { "사이즈", AIP_COLUMN_SIZE },
  { "샷크기", AIP_COLUMN_SIZE }, { "샷종류", AIP_COLUMN_SIZE }, { "샷타입", AIP_COLUMN_SIZE },
  { "サイズ", AIP_COLUMN_SIZE }, { "ショットサイズ", AIP_COLUMN_SIZE },

  { "shotname", AIP_COLUMN_NAME }, { "name", AIP_COLUMN_NAME }, { "title", AIP_COLUMN_NAME },
  { "shottitle", AIP_COLUMN_NAME }, { "이름", AIP_COLUMN_NAME }, { "제목", AIP_COLUMN_NAME },
  { "샷이름", AIP_COLUMN_NAME }, { "샷제목", AIP_COLUMN_NAME }, { "名前", AIP_COLUMN_NAME },
  { "タイトル", AIP_COLUMN_NAME }, { "ショット名", AIP_COLUMN_NAME },
  { "clipname", AIP_COLUMN_NAME },

  { "description", AIP_COLUMN_DESCRIPTION }, { "desc", AIP_COLUMN_DESCRIPTION },
  { "shotdescription", AIP_COLUMN_DESCRIPTION }, { "visual", AIP_COLUMN_DESCRIPTION },
  { "visuals", AIP_COLUMN_DESCRIPTION }, { "visualdescription", AIP_COLUMN_DESCRIPTION },
  { "picture", AIP_COLUMN_DESCRIPTION }, { "video", AIP_COLUMN_DESCRIPTION },
  { "content", AIP_COLUMN_DESCRIPTION }, { "subject", AIP_COLUMN_DESCRIPTION },
  { "설명", AIP_COLUMN_DESCRIPTION }, { "샷설명", AIP_COLUMN_DESCRIPTION },
  { "내용", AIP_COLUMN_DESCRIPTION }, { "묘사", AIP_COLUMN_DESCRIPTION },
  { "화면", AIP_COLUMN_DESCRIPTION }, { "화면설명", AIP_COLUMN_DESCRIPTION },
  { "화면내용", AIP_COLUMN_DESCRIPTION }, { "영상", AIP_COLUMN_DESCRIPTION },
  { "説明", AIP_COLUMN_DESCRIPTION }, { "内容", AIP_COLUMN_DESCRIPTION },
  { "画面", AIP_COLUMN_DESCRIPTION }, { "映像", AIP_COLUMN_DESCRIPTION },
  { "imageprompt", AIP_COLUMN_IMAGE_PROMPT }, { "visualprompt", AIP_COLUMN_IMAGE_PROMPT },
  { "stillprompt", AIP_COLUMN_IMAGE_PROMPT }, { "t2iprompt", AIP_COLUMN_IMAGE_PROMPT },
  { "이미지프롬프트", AIP_COLUMN_IMAGE_PROMPT }, { "画像プロンプト", AIP_COLUMN_IMAGE_PROMPT },
  { "transcript", AIP_COLUMN_TRANSCRIPT }, { "transcription", AIP_COLUMN_TRANSCRIPT },
  { "文字起こし", AIP_COLUMN_TRANSCRIPT }, { "녹취", AIP_COLUMN_TRANSCRIPT },
  { "전사", AIP_COLUMN_TRANSCRIPT },
  { "timeofday", AIP_COLUMN_TIME_OF_DAY }, { "daynight", AIP_COLUMN_TIME_OF_DAY },
  { "시간대", AIP_COLUMN_TIME_OF_DAY }, { "時間帯", AIP_COLUMN_TIME_OF_DAY },

  { "action", AIP_COLUMN_ACTION }, { "actions", AIP_COLUMN_ACTION },
  { "motion", AIP_COLUMN_ACTION }, { "videoprompt", AIP_COLUMN_ACTION },
  { "motionprompt", AIP_COLUMN_ACTION }, { "i2vprompt", AIP_COLUMN_ACTION },
  { "동작", AIP_COLUMN_ACTION }, { "액션", AIP_COLUMN_ACTION }, { "행동", AIP_COLUMN_ACTION },
  { "움직임", AIP_COLUMN_ACTION }, { "비디오프롬프트", AIP_COLUMN_ACTION },
  { "영상프롬프트", AIP_COLUMN_ACTION }, { "アクション", AIP_COLUMN_ACTION },
  { "動作", AIP_COLUMN_ACTION }, { "動き", AIP_COLUMN_ACTION },
  { "動画プロンプト", AIP_COLUMN_ACTION },
  { "camera", AIP_COLUMN_CAMERA }, { "cameramovement", AIP_COLUMN_CAMERA },
  { "cameramove", AIP_COLUMN_CAMERA }, { "movement", AIP_COLUMN_CAMERA },
  { "카메라", AIP_COLUMN_CAMERA }, { "카메라무빙", AIP_COLUMN_CAMERA },
  { "카메라움직임", AIP_COLUMN_CAMERA }, { "무빙", AIP_COLUMN_CAMERA },
  { "カメラ", AIP_COLUMN_CAMERA }, { "カメラワーク", AIP_COLUMN_CAMERA },

  { "camerabody", AIP_COLUMN_BODY }, { "cameramodel", AIP_COLUMN_BODY },
  { "body", AIP_COLUMN_BODY }, { "카메라기종", AIP_COLUMN_BODY },
  { "카메라모델", AIP_COLUMN_BODY }, { "기종", AIP_COLUMN_BODY },
  { "カメラ機種", AIP_COLUMN_BODY },
  { "lens", AIP_COLUMN_LENS }, { "lenses", AIP_COLUMN_LENS }, { "렌즈", AIP_COLUMN_LENS },
  { "レンズ", AIP_COLUMN_LENS },
  { "focallength", AIP_COLUMN_FOCAL }, { "focal", AIP_COLUMN_FOCAL },
  { "focallengthmm", AIP_COLUMN_FOCAL }, { "mm", AIP_COLUMN_FOCAL },
  { "초점거리", AIP_COLUMN_FOCAL }, { "焦点距離", AIP_COLUMN_FOCAL },
  { "tstop", AIP_COLUMN_STOP }, { "aperture", AIP_COLUMN_STOP }, { "fstop", AIP_COLUMN_STOP },
  { "조리개", AIP_COLUMN_STOP }, { "絞り", AIP_COLUMN_STOP },
  { "stock", AIP_COLUMN_STOCK }, { "filmstock", AIP_COLUMN_STOCK },
  { "필름", AIP_COLUMN_STOCK }, { "필름종류", AIP_COLUMN_STOCK }, { "フィルム", AIP_COLUMN_STOCK },
  { "light", AIP_COLUMN_LIGHT }, { "lighting", AIP_COLUMN_LIGHT },
  { "lights", AIP_COLUMN_LIGHT }, { "조명", AIP_COLUMN_LIGHT }, { "라이팅", AIP_COLUMN_LIGHT },
  { "照明", AIP_COLUMN_LIGHT }, { "ライティング", AIP_COLUMN_LIGHT },

  { "dialogue", AIP_COLUMN_DIALOGUE }, { "dialog", AIP_COLUMN_DIALOGUE },
  { "line", AIP_COLUMN_DIALOGUE }, { "lines", AIP_COLUMN_DIALOGUE },
  { "narration", AIP_COLUMN_DIALOGUE }, { "voiceover", AIP_COLUMN_DIALOGUE },
  { "vo", AIP_COLUMN_DIALOGUE }, { "대사", AIP_COLUMN_DIALOGUE },
  { "다이얼로그", AIP_COLUMN_DIALOGUE }, { "내레이션", AIP_COLUMN_DIALOGUE },
  { "나레이션", AIP_COLUMN_DIALOGUE }, { "セリフ", AIP_COLUMN_DIALOGUE },
  { "せりふ", AIP_COLUMN_DIALOGUE }, { "台詞", AIP_COLUMN_DIALOGUE },
  { "ナレーション", AIP_COLUMN_DIALOGUE },
  { "speaker", AIP_COLUMN_SPEAKER }, { "speakername", AIP_COLUMN_SPEAKER },
  { "화자", AIP_COLUMN_SPEAKER }, { "話者", AIP_COLUMN_SPEAKER },
  { "スピーカー", AIP_COLUMN_SPEAKER },
  { "characters", AIP_COLUMN_CHARACTERS }, { "character", AIP_COLUMN_CHARACTERS },
  { "cast", AIP_COLUMN_CHARACTERS }, { "actors", AIP_COLUMN_CHARACTERS },
  { "talent", AIP_COLUMN_CHARACTERS }, { "인물", AIP_COLUMN_CHARACTERS },
  { "등장인물", AIP_COLUMN_CHARACTERS }, { "캐릭터", AIP_COLUMN_CHARACTERS },
  { "배역", AIP_COLUMN_CHARACTERS }, { "출연", AIP_COLUMN_CHARACTERS },
  { "登場人物", AIP_COLUMN_CHARACTERS }, { "人物", AIP_COLUMN_CHARACTERS },
  { "キャラクター", AIP_COLUMN_CHARACTERS }, { "キャラ", AIP_COLUMN_CHARACTERS },
  { "place", AIP_COLUMN_PLACE }, { "location", AIP_COLUMN_PLACE }, { "set", AIP_COLUMN_PLACE },
  { "setting", AIP_COLUMN_PLACE }, { "environment", AIP_COLUMN_PLACE },
  { "장소", AIP_COLUMN_PLACE }, { "로케이션", AIP_COLUMN_PLACE }, { "배경", AIP_COLUMN_PLACE },
  { "場所", AIP_COLUMN_PLACE }, { "ロケーション", AIP_COLUMN_PLACE },
  { "ロケ地", AIP_COLUMN_PLACE }, { "背景", AIP_COLUMN_PLACE },
  { "placedescription", AIP_COLUMN_PLACE_DESCRIPTION },
  { "locationdescription", AIP_COLUMN_PLACE_DESCRIPTION },
  { "장소설명", AIP_COLUMN_PLACE_DESCRIPTION }, { "場所の説明", AIP_COLUMN_PLACE_DESCRIPTION },

  { "duration", AIP_COLUMN_LENGTH }, { "length", AIP_COLUMN_LENGTH },
  { "time", AIP_COLUMN_LENGTH, 2 }, { "runtime", AIP_COLUMN_LENGTH }, { "dur", AIP_COLUMN_LENGTH },
  { "frames", AIP_COLUMN_LENGTH, 0, F }, { "framecount", AIP_COLUMN_LENGTH, 0, F },
  { "durationframes", AIP_COLUMN_LENGTH, 0, F }, { "durationinframes", AIP_COLUMN_LENGTH, 0, F },
  { "lengthinframes", AIP_COLUMN_LENGTH, 0, F },
  { "seconds", AIP_COLUMN_LENGTH, 0, S }, { "secs", AIP_COLUMN_LENGTH, 0, S },
  { "sec", AIP_COLUMN_LENGTH, 0, S }, { "durationseconds", AIP_COLUMN_LENGTH, 0, S },
  { "durationsec", AIP_COLUMN_LENGTH, 0, S }, { "durations", AIP_COLUMN_LENGTH, 0, S },
  { "durationinseconds", AIP_COLUMN_LENGTH, 0, S },
  { "길이", AIP_COLUMN_LENGTH }, { "시간", AIP_COLUMN_LENGTH, 2 },
  { "지속시간", AIP_COLUMN_LENGTH }, { "러닝타임", AIP_COLUMN_LENGTH },
  { "샷길이", AIP_COLUMN_LENGTH }, { "초", AIP_COLUMN_LENGTH, 0, S },
  { "길이초", AIP_COLUMN_LENGTH, 0, S }, { "프레임", AIP_COLUMN_LENGTH, 0, F },
  { "프레임수", AIP_COLUMN_LENGTH, 0, F }, { "길이프레임", AIP_COLUMN_LENGTH, 0, F },
  { "長さ", AIP_COLUMN_LENGTH }, { "尺", AIP_COLUMN_LENGTH }, { "時間", AIP_COLUMN_LENGTH, 2 },
  { "秒", AIP_COLUMN_LENGTH, 0, S }, { "秒数", AIP_COLUMN_LENGTH, 0, S },
  { "フレーム数", AIP_COLUMN_LENGTH, 0, F }, { "コマ数", AIP_COLUMN_LENGTH, 0, F },
  { "timecode", AIP_COLUMN_RANGE }, { "timing", AIP_COLUMN_RANGE },
  { "timerange", AIP_COLUMN_RANGE }, { "tc", AIP_COLUMN_RANGE },
  { "타임코드", AIP_COLUMN_RANGE }, { "タイムコード", AIP_COLUMN_RANGE },
  { "in", AIP_COLUMN_IN }, { "inpoint", AIP_COLUMN_IN }, { "start", AIP_COLUMN_IN },
  { "starttime", AIP_COLUMN_IN }, { "starttc", AIP_COLUMN_IN }, { "tcin", AIP_COLUMN_IN },
  { "recordin", AIP_COLUMN_IN }, { "timecodein", AIP_COLUMN_IN },
  { "startframe", AIP_COLUMN_IN, 0, F }, { "framein", AIP_COLUMN_IN, 0, F },
  { "인", AIP_COLUMN_IN }, { "인점", AIP_COLUMN_IN }, { "시작", AIP_COLUMN_IN },
  { "시작시간", AIP_COLUMN_IN }, { "イン点", AIP_COLUMN_IN }, { "イン", AIP_COLUMN_IN },
  { "開始", AIP_COLUMN_IN }, { "開始時間", AIP_COLUMN_IN },
  { "out", AIP_COLUMN_OUT }, { "outpoint", AIP_COLUMN_OUT }, { "end", AIP_COLUMN_OUT },
  { "endtime", AIP_COLUMN_OUT }, { "endtc", AIP_COLUMN_OUT }, { "tcout", AIP_COLUMN_OUT },
  { "recordout", AIP_COLUMN_OUT }, { "timecodeout", AIP_COLUMN_OUT },
  { "endframe", AIP_COLUMN_OUT, 0, F }, { "frameout", AIP_COLUMN_OUT, 0, F },
  { "아웃", AIP_COLUMN_OUT }, { "아웃점", AIP_COLUMN_OUT }, { "끝", AIP_COLUMN_OUT },
  { "종료", AIP_COLUMN_OUT }, { "종료시간", AIP_COLUMN_OUT }, { "アウト点", AIP_COLUMN_OUT },
  { "アウト", AIP_COLUMN_OUT }, { "終了", AIP_COLUMN_OUT }, { "終了時間", AIP_COLUMN_OUT },

  { "status", AIP_COLUMN_STATUS }, { "state", AIP_COLUMN_STATUS },
  { "상태", AIP_COLUMN_STATUS }, { "진행", AIP_COLUMN_STATUS },
  { "진행상태", AIP_COLUMN_STATUS }, { "ステータス", AIP_COLUMN_STATUS },
  { "状態", AIP_COLUMN_STATUS }, { "進捗", AIP_COLUMN_STATUS },
  { "tags", AIP_COLUMN_TAGS }, { "tag", AIP_COLUMN_TAGS }, { "keywords", AIP_COLUMN_TAGS },
  { "labels", AIP_COLUMN_TAGS }, { "태그", AIP_COLUMN_TAGS }, { "키워드", AIP_COLUMN_TAGS },
  { "タグ", AIP_COLUMN_TAGS }, { "キーワード", AIP_COLUMN_TAGS },
  { "notes", AIP_COLUMN_NOTES }, { "note", AIP_COLUMN_NOTES }, { "comment", AIP_COLUMN_NOTES },
  { "comments", AIP_COLUMN_NOTES }, { "remarks", AIP_COLUMN_NOTES },
  { "메모", AIP_COLUMN_NOTES }, { "비고", AIP_COLUMN_NOTES }, { "노트", AIP_COLUMN_NOTES },
  { "참고", AIP_COLUMN_NOTES }, { "メモ", AIP_COLUMN_NOTES }, { "備考", AIP_COLUMN_NOTES },
  { "ノート", AIP_COLUMN_NOTES },
  { "workflow", AIP_COLUMN_WORKFLOW }, { "워크플로", AIP_COLUMN_WORKFLOW },
  { "워크플로우", AIP_COLUMN_WORKFLOW }, { "ワークフロー", AIP_COLUMN_WORKFLOW },
  { "seed", AIP_COLUMN_SEED }, { "시드", AIP_COLUMN_SEED }, { "シード", AIP_COLUMN_SEED },
  { "prompt", AIP_COLUMN_PROMPT }, { "positiveprompt", AIP_COLUMN_PROMPT },
  { "promptadditions", AIP_COLUMN_PROMPT }, { "프롬프트", AIP_COLUMN_PROMPT },
  { "プロンプト", AIP_COLUMN_PROMPT },
  { "negative", AIP_COLUMN_NEGATIVE }, { "negativeprompt", AIP_COLUMN_NEGATIVE },
  { "네거티브", AIP_COLUMN_NEGATIVE }, { "네거티브프롬프트", AIP_COLUMN_NEGATIVE },
  { "부정프롬프트", AIP_COLUMN_NEGATIVE }, { "ネガティブ", AIP_COLUMN_NEGATIVE },
  { "ネガティブプロンプト", AIP_COLUMN_NEGATIVE },
  { "english", AIP_COLUMN_ENGLISH }, { "englishprompt", AIP_COLUMN_ENGLISH },
  { "prompten", AIP_COLUMN_ENGLISH }, { "promptenglish", AIP_COLUMN_ENGLISH },
  { "promptinenglish", AIP_COLUMN_ENGLISH }, { "englishtext", AIP_COLUMN_ENGLISH },
  { "englishdescription", AIP_COLUMN_ENGLISH }, { "descriptionen", AIP_COLUMN_ENGLISH },
  { "descriptionenglish", AIP_COLUMN_ENGLISH },
  { "영문", AIP_COLUMN_ENGLISH }, { "영어", AIP_COLUMN_ENGLISH },
  { "영문프롬프트", AIP_COLUMN_ENGLISH }, { "영어프롬프트", AIP_COLUMN_ENGLISH },
  { "프롬프트영문", AIP_COLUMN_ENGLISH }, { "프롬프트영어", AIP_COLUMN_ENGLISH },
  { "영문설명", AIP_COLUMN_ENGLISH }, { "영어설명", AIP_COLUMN_ENGLISH },
  { "설명영문", AIP_COLUMN_ENGLISH }, { "설명영어", AIP_COLUMN_ENGLISH },
  { "英語", AIP_COLUMN_ENGLISH }, { "英文", AIP_COLUMN_ENGLISH },
  { "英語プロンプト", AIP_COLUMN_ENGLISH }, { "英語説明", AIP_COLUMN_ENGLISH },
};

static const struct {
  const char  *text;
  AipListUnit  unit;
} title_units[] = {
  { "f", F }, { "fr", F }, { "frames", F }, { "frame", F }, { "프레임", F }, { "フレーム", F },
  { "s", S }, { "sec", S }, { "secs", S }, { "second", S }, { "seconds", S },
  { "초", S }, { "秒", S },
  { "min", M }, { "minutes", M }, { "분", M }, { "分", M },
};

#undef F
#undef S
#undef M

static const char *const nicks[AIP_N_COLUMNS] = {
  [AIP_COLUMN_IGNORED] = "ignored",
  [AIP_COLUMN_CODE] = "code",
  [AIP_COLUMN_SCENE] = "scene",
  [AIP_COLUMN_SCENE_NAME] = "scene-name",
  [AIP_COLUMN_SIZE] = "size",
  [AIP_COLUMN_NAME] = "name",
  [AIP_COLUMN_DESCRIPTION] = "description",
  [AIP_COLUMN_IMAGE_PROMPT] = "image-prompt",
  [AIP_COLUMN_TRANSCRIPT] = "transcript",
  [AIP_COLUMN_TIME_OF_DAY] = "time-of-day",
  [AIP_COLUMN_ACTION] = "action",
  [AIP_COLUMN_CAMERA] = "camera",
  [AIP_COLUMN_BODY] = "body",
  [AIP_COLUMN_LENS] = "lens",
  [AIP_COLUMN_FOCAL] = "focal-length",
  [AIP_COLUMN_STOP] = "stop",
  [AIP_COLUMN_STOCK] = "stock",
  [AIP_COLUMN_LIGHT] = "light",
  [AIP_COLUMN_DIALOGUE] = "dialogue",
  [AIP_COLUMN_SPEAKER] = "speaker",
  [AIP_COLUMN_CHARACTERS] = "characters",
  [AIP_COLUMN_PLACE] = "place",
  [AIP_COLUMN_PLACE_DESCRIPTION] = "place-description",
  [AIP_COLUMN_LENGTH] = "duration",
  [AIP_COLUMN_RANGE] = "range",
  [AIP_COLUMN_IN] = "in",
  [AIP_COLUMN_OUT] = "out",
  [AIP_COLUMN_STATUS] = "status",
  [AIP_COLUMN_TAGS] = "tags",
  [AIP_COLUMN_NOTES] = "notes",
  [AIP_COLUMN_WORKFLOW] = "workflow",
  [AIP_COLUMN_SEED] = "seed",
  [AIP_COLUMN_PROMPT] = "prompt",
  [AIP_COLUMN_NEGATIVE] = "negative",
  [AIP_COLUMN_ENGLISH] = "english",
};

const char *
aip_column_to_nick (AipColumn column)
{
  g_return_val_if_fail (column < AIP_N_COLUMNS, NULL);

  return nicks[column];
}

gboolean
aip_column_from_nick (const char *nick,
                      AipColumn  *column)
{
  g_return_val_if_fail (nick != NULL && column != NULL, FALSE);

  for (guint i = 0; i < AIP_N_COLUMNS; i++)
    if (g_str_equal (nicks[i], nick))
      {
        *column = i;

        return TRUE;
      }

  return FALSE;
}

const char *
aip_column_get_field (AipColumn column)
{
  static const char *const fields[AIP_N_COLUMNS] = {
    [AIP_COLUMN_IGNORED] = "",
    [AIP_COLUMN_CODE] = "code",
    [AIP_COLUMN_SCENE] = "scene",
    [AIP_COLUMN_SCENE_NAME] = "scene",
    [AIP_COLUMN_SIZE] = "description",
    [AIP_COLUMN_NAME] = "description",
    [AIP_COLUMN_DESCRIPTION] = "description",
    [AIP_COLUMN_IMAGE_PROMPT] = "description",
    [AIP_COLUMN_TRANSCRIPT] = "description",
    [AIP_COLUMN_TIME_OF_DAY] = "description",
    [AIP_COLUMN_ACTION] = "action",
    [AIP_COLUMN_CAMERA] = "action",
    [AIP_COLUMN_BODY] = "setup",
    [AIP_COLUMN_LENS] = "setup",
    [AIP_COLUMN_FOCAL] = "setup",
    [AIP_COLUMN_STOP] = "setup",
    [AIP_COLUMN_STOCK] = "setup",
    [AIP_COLUMN_LIGHT] = "setup",
    [AIP_COLUMN_DIALOGUE] = "dialogue",
    [AIP_COLUMN_SPEAKER] = "characters",
    [AIP_COLUMN_CHARACTERS] = "characters",
    [AIP_COLUMN_PLACE] = "place",
    [AIP_COLUMN_PLACE_DESCRIPTION] = "place",
    [AIP_COLUMN_LENGTH] = "duration",
    [AIP_COLUMN_RANGE] = "duration",
    [AIP_COLUMN_IN] = "duration",
    [AIP_COLUMN_OUT] = "duration",
    [AIP_COLUMN_STATUS] = "status",
    [AIP_COLUMN_TAGS] = "tags",
    [AIP_COLUMN_NOTES] = "notes",
    [AIP_COLUMN_WORKFLOW] = "workflow",
    [AIP_COLUMN_SEED] = "seed",
    [AIP_COLUMN_PROMPT] = "prompt",
    [AIP_COLUMN_NEGATIVE] = "negative",
    [AIP_COLUMN_ENGLISH] = "english",
  };

  g_return_val_if_fail (column < AIP_N_COLUMNS, "");

  return fields[column];
}

/* Only letters and digits, but a title of nothing else (“#”) stays what it is. */
static char *
reduce (const char *text,
        gssize      length)
{
  g_autofree char *part = g_strndup (text, length < 0 ? strlen (text) : (gsize) length);
  g_autofree char *folded = aip_text_fold (part);
  g_autoptr(GString) plain = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_utf8_get_char (p));

  return plain->len > 0 ? g_strdup (plain->str) : g_strdup (g_strstrip (folded));
}

static gboolean
lookup (const char  *text,
        gssize       length,
        AipColumn   *column,
        AipListUnit *unit,
        guint       *rank)
{
  g_autofree char *reduced = reduce (text, length);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].title, reduced))
      {
        *column = titles[i].column;
        *unit = titles[i].unit;
        *rank = titles[i].rank;

        return TRUE;
      }

  return FALSE;
}

static AipListUnit
lookup_unit (const char *text,
             gssize      length)
{
  g_autofree char *reduced = reduce (text, length);

  for (guint i = 0; i < G_N_ELEMENTS (title_units); i++)
    if (g_str_equal (title_units[i].text, reduced))
      return title_units[i].unit;

  return AIP_LIST_UNIT_UNKNOWN;
}

AipColumn
aip_column_from_title (const char  *title,
                       AipListUnit *unit,
                       guint       *rank)
{
  g_autofree char *wide = NULL;
  AipColumn column = AIP_COLUMN_IGNORED;
  const char *open;
  const char *close;
  const char *slash;

  g_return_val_if_fail (title != NULL && unit != NULL && rank != NULL, AIP_COLUMN_IGNORED);

  *unit = AIP_LIST_UNIT_UNKNOWN;
  *rank = 0;

  if (strlen (title) > 200)
    return AIP_COLUMN_IGNORED;
  wide = g_utf8_normalize (title, -1, G_NORMALIZE_ALL_COMPOSE);
  if (wide == NULL || lookup (wide, -1, &column, unit, rank))
    return column;

  /* “Duration (s)”, “길이 [프레임]”, “Shot (샷)”: what stands in brackets is a unit or another name. */
  open = strpbrk (wide, "([");
  close = open != NULL ? strpbrk (open, ")]") : NULL;
  if (open != NULL && close != NULL)
    {
      AipListUnit given = lookup_unit (open + 1, close - open - 1);

      if (lookup (wide, open - wide, &column, unit, rank))
        {
          if (given != AIP_LIST_UNIT_UNKNOWN)
            *unit = given;
          return column;
        }
      if (lookup (open + 1, close - open - 1, &column, unit, rank))
        return column;
    }

  /* “Shot / 샷” in two languages, or on two lines. */
  slash = strpbrk (wide, "/|\n");
  if (slash != NULL && (lookup (wide, slash - wide, &column, unit, rank) ||
                        lookup (slash + 1, -1, &column, unit, rank)))
    return column;

  return AIP_COLUMN_IGNORED;
}
