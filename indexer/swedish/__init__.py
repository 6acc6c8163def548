"""What terms does a Swedish text become?"""
