"""What do the minutes tell about the meeting: huvudman, organ, date, diarienummer, participants?"""
